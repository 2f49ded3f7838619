import type { Check } from '../../checks/check.ts';
import { healthPlan } from './health.ts';
import { plannedTests } from './tests.ts';
import type { GuestInput } from './types.ts';

/** The name under which the health check counts as a suite. */
export const HEALTH_SUITE = 'health';

/** Health check and tests of a guest; of one suite only when it is named. */
export function checksOf(input: GuestInput, suite: string | undefined): Check[] {
  const tests = plannedTests(input, suite);
  const health = suite === undefined || suite === HEALTH_SUITE ? healthPlan(input) : undefined;
  if (!health) return tests;
  const { operations, problems } = health;
  return [{ suite: HEALTH_SUITE, name: 'health check', operations, problems }, ...tests];
}
