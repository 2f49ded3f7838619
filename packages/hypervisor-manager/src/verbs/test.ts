import { refuseUnknownSuite, reportChecks, runChecks, showChecks } from '@phoenix/shared-runtime';
import type { VerbContext, VerbDefinition } from '@phoenix/shared-runtime/frame';
import { type ScriptFact, SITE, scriptFact } from '@phoenix/shared-runtime/guests';
import { hostChecks } from '../host-tests/host-checks.ts';

export const test: VerbDefinition = {
  summary: 'run the declared test suites of the host',
  description: [
    'Suites are the keys of "tests" in the hypervisor file, their scripts lie below bin/tests and run',
    'as root. Every test runs, also after one has failed. The result is TAP, or JSON with --json.',
  ],
  examples: [
    ['test', 'every test of the host'],
    ['test --suite storage', 'one suite'],
    ['test --dry-run', 'name them and run none'],
  ],
  ids: 'none',
  effect: 'change',
  flags: ['suite', 'junit', 'wait'],
  run: runTests,
};

async function runTests(context: VerbContext): Promise<number> {
  const { declared, flags, host } = context;
  const { tests } = declared.hypervisor;
  const { suite } = flags.own;
  const scripts = scriptsOf(context);
  const checks = hostChecks(tests, { baseDir: declared.baseDir, scripts }, suite);
  const names = Object.keys(tests);
  refuseUnknownSuite(suite, checks.length, {
    of: 'the host',
    hint:
      names.length === 0
        ? 'declare one in "tests" of the hypervisor file'
        : `there are ${names.join(', ')}`,
  });
  if (flags.dryRun) return showChecks([{ guest: 'host', checks }], context);
  const run = () => runChecks({ host, execution: context.execution }, 'host', undefined, checks);
  return reportChecks(context, () => context.withLock('setup', run));
}

function scriptsOf({ declared, host }: VerbContext): ReadonlyMap<string, ScriptFact> {
  const entries = Object.values(declared.hypervisor.tests).flat();
  const paths = entries.map(({ path }) => SITE.test(declared.baseDir, path));
  const facts = paths.flatMap((path) => scriptFact(host, path) ?? []);
  return new Map(facts.map((fact) => [fact.path, fact]));
}
