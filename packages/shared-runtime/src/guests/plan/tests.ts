import type { TestEntry } from '@phoenix/shared-config';
import type { Check } from '../../checks/check.ts';
import type { Operation } from '../../operation.ts';
import { PUSH_LOST, TEST } from '../inside/scripts.ts';
import { INSIDE, SITE } from '../paths.ts';
import { DEADLINES } from './deadlines.ts';
import { directoryOperation, inside, pushOperation } from './inside.ts';
import { lineEndProblems } from './line-ends.ts';
import type { GuestInput } from './types.ts';

/** The suite that `run_integration_tests` asks for at the end of `create`. */
const INTEGRATION_SUITE = 'integration_tests';

/** Every test of a suite (or of all suites) of a guest. */
export function plannedTests(input: GuestInput, suite?: string): Check[] {
  const { guest } = input;
  const suites: Record<string, readonly TestEntry[]> = { ...guest.tests };
  for (const [name, path] of Object.entries(guest.integration_tests ?? {})) {
    if (suites[INTEGRATION_SUITE] === undefined)
      suites[INTEGRATION_SUITE] = [{ name, type: 'script', path }];
  }
  return Object.entries(suites)
    .filter(([name]) => suite === undefined || name === suite)
    .flatMap(([name, tests]) => tests.map((test) => plannedTest(input, name, test)));
}

function plannedTest(input: GuestInput, suite: string, test: TestEntry): Check {
  const { door, guest, declared, world } = input;
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
  const destination = `${INSIDE.testRun}/${file}`;
  const operations: Operation[] = [
    directoryOperation(input, INSIDE.testRun, {
      id: `test directory for ${test.name}`,
      doing: `prepare test "${test.name}" in ${guest.id}`,
      cause: `place for test ${test.name}`,
      effect: 'check',
    }),
    pushOperation(input, { source: path, destination, mode: '0700' }),
    {
      id: `test ${test.name}`,
      doing: `pass test "${test.name}" in ${guest.id}`,
      cause: `test ${test.name} of suite ${suite}`,
      ...inside(input, TEST, file, fact.hash),
      effect: 'check',
      deadline: DEADLINES.application,
      waitsFor: `test ${test.name} in ${guest.id}`,
      exits: {
        [PUSH_LOST]: `${door.program} push to ${guest.id} exited 0 but the test is not in the guest as it was sent`,
      },
    },
  ];
  return { ...planned, operations, problems: lineEndProblems(input, path) };
}

/** Tests that `create` runs: the integration suite, when asked for and its scripts are there. */
export function testsOnCreate(input: GuestInput): { operations: Operation[]; notes: string[] } {
  if (!input.guest.run_integration_tests) return { operations: [], notes: [] };
  const tests = plannedTests(input, INTEGRATION_SUITE);
  const missing = tests.filter((test) => test.problems.length > 0);
  if (missing.length > 0)
    return {
      operations: [],
      notes: [
        `the integration tests of ${input.guest.id} are not run: ${missing.length} of their scripts cannot be (phoenix test ${input.guest.id}:${INTEGRATION_SUITE} names them)`,
      ],
    };
  return { operations: tests.flatMap((test) => test.operations), notes: [] };
}
