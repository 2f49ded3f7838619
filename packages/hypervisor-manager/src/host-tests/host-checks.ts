import type { TestEntry } from '@phoenix/shared-config';
import type { Check, PlanProblem } from '@phoenix/shared-runtime';
import {
  DEADLINES,
  lineEndProblemsOf,
  type ScriptFact,
  SITE,
} from '@phoenix/shared-runtime/guests';

/** The declared tests of the host, each a script that runs on it; of one suite when it is named. */
export function hostChecks(
  tests: Readonly<Record<string, readonly TestEntry[]>>,
  { baseDir, scripts }: { baseDir: string; scripts: ReadonlyMap<string, ScriptFact> },
  suite?: string,
): Check[] {
  return Object.entries(tests)
    .filter(([name]) => suite === undefined || name === suite)
    .flatMap(([name, entries]) =>
      entries.map((entry) =>
        hostCheck(name, entry, scripts.get(SITE.test(baseDir, entry.path)), baseDir),
      ),
    );
}

function hostCheck(
  suite: string,
  { name, type, path }: TestEntry,
  script: ScriptFact | undefined,
  baseDir: string,
): Check {
  const problems = [
    ...(type === 'script' ? [] : [unknownType(name, type)]),
    ...(script === undefined ? [noScript(name, SITE.test(baseDir, path))] : []),
    ...lineEndProblemsOf(script, 'the host'),
  ];
  if (script === undefined || problems.length > 0) return { suite, name, operations: [], problems };
  return {
    suite,
    name,
    problems,
    operations: [
      {
        id: `test ${name}`,
        doing: `pass test "${name}" of the host`,
        cause: `test ${name} of suite ${suite}`,
        run: script.command,
        env: { PHOENIX_BASE_DIR: baseDir },
        effect: 'check',
        deadline: DEADLINES.application,
        waitsFor: `test ${name} of the host`,
      },
    ],
  };
}

function unknownType(name: string, type: string): PlanProblem {
  return {
    message: `cannot run test "${name}" of the host: its type ${type} is not known`,
    hint: 'declare its type as "script"',
  };
}

function noScript(name: string, path: string): PlanProblem {
  return {
    message: `cannot run test "${name}" of the host: ${path} does not exist`,
    hint: 'write that script, or correct its path in the tests of the hypervisor file',
  };
}
