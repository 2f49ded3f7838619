import type { LxcGuest } from '@phoenix/shared-config';
import type { Operation, PlanProblem } from '@phoenix/shared-runtime';
import { PUSH_LOST, TEST } from '../guest/scripts.ts';
import { PATHS, SITE } from '../paths.ts';
import { pushOperation } from './application.ts';
import { DEADLINES, type PlanInput } from './types.ts';

/** One declared test of a suite, as operations. */
export interface PlannedTest {
  readonly suite: string;
  readonly name: string;
  readonly operations: readonly Operation[];
  readonly problems: readonly PlanProblem[];
}

/** The suite that `run_integration_tests` asks for at the end of `create`. */
const INTEGRATION_SUITE = 'integration_tests';

/** Every test of a suite (or of all suites) of a container. */
export function plannedTests(input: PlanInput, suite?: string): PlannedTest[] {
  const { guest } = input;
  const suites: Record<string, LxcGuest['tests'][string]> = { ...guest.tests };
  for (const [name, path] of Object.entries(guest.integration_tests)) {
    if (suites[INTEGRATION_SUITE] === undefined)
      suites[INTEGRATION_SUITE] = [{ name, type: 'script', path }];
  }
  return Object.entries(suites)
    .filter(([name]) => suite === undefined || name === suite)
    .flatMap(([name, tests]) => tests.map((test) => plannedTest(input, name, test)));
}

function plannedTest(
  { guest, declared, world }: PlanInput,
  suite: string,
  test: LxcGuest['tests'][string][number],
): PlannedTest {
  const path = SITE.test(declared.baseDir, test.path);
  const fact = world.facts.scripts.get(path);
  const planned = { suite, name: test.name };
  if (!fact)
    return {
      ...planned,
      operations: [],
      problems: [
        {
          message: `cannot run test "${test.name}" of ${guest.id}: ${path} does not exist`,
          hint: 'write that script, or correct its path in the tests of the guest',
        },
      ],
    };
  const file = path.split('/').at(-1) ?? '';
  const exec = ['pct', 'exec', `${guest.id}`, '--'] as const;
  const destination = `${PATHS.testRun}/${file}`;
  const operations: Operation[] = [
    {
      id: `test directory for ${test.name}`,
      doing: `prepare test "${test.name}" in ${guest.id}`,
      cause: `place for test ${test.name}`,
      run: [...exec, 'mkdir', '-p', '-m', '0700', PATHS.testRun],
      effect: 'check',
      deadline: DEADLINES.push,
    },
    pushOperation(guest, { source: path, destination, mode: '0700' }),
    {
      id: `test ${test.name}`,
      doing: `pass test "${test.name}" in ${guest.id}`,
      cause: `test ${test.name} of suite ${suite}`,
      run: [...exec, 'sh', '-s', '--', file, fact.hash],
      input: TEST,
      effect: 'check',
      deadline: DEADLINES.application,
      waitsFor: `test ${test.name} in ${guest.id}`,
      exits: {
        [PUSH_LOST]: `pct push to ${guest.id} exited 0 but the test is not in the guest as it was sent`,
      },
    },
  ];
  return { ...planned, operations, problems: [] };
}

/** Tests that `create` runs: the integration suite, when asked for and its scripts are there. */
export function testsOnCreate(input: PlanInput): { operations: Operation[]; notes: string[] } {
  if (!input.guest.run_integration_tests) return { operations: [], notes: [] };
  const tests = plannedTests(input, INTEGRATION_SUITE);
  const missing = tests.filter((test) => test.problems.length > 0);
  if (missing.length > 0)
    return {
      operations: [],
      notes: [
        `the integration tests of ${input.guest.id} are not run: ${missing.length} of their scripts are missing (phoenix test ${input.guest.id}:${INTEGRATION_SUITE} names them)`,
      ],
    };
  return { operations: tests.flatMap((test) => test.operations), notes: [] };
}
