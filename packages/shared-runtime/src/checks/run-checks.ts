import { PhoenixError } from '../errors.ts';
import { execute } from '../executor/execute.ts';
import type { VerbContext } from '../frame/context.ts';
import type { Subject } from '../subject.ts';
import type { Check, CheckResult, Obstacle } from './check.ts';

/** Exit status of a test that cannot be run where it is, as with automake. */
const SKIPPED = 77;

/** Runs every check of a subject; one that fails does not keep the others from running. */
export async function runChecks(
  context: Pick<VerbContext, 'host' | 'execution'>,
  guest: Subject,
  obstacle: Obstacle | undefined,
  checks: readonly Check[],
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) {
    const { suite, name } = check;
    const begun = context.host.now();
    const fault = obstacle ?? (await faultOf(context, guest, check));
    const seconds = (context.host.now() - begun) / 1000;
    const ok = fault === undefined || 'skipped' in fault;
    results.push({ guest, suite, name, ok, seconds, ...fault });
  }
  return results;
}

/** Why a check did not pass; undefined when it did. */
async function faultOf(
  context: Pick<VerbContext, 'execution'>,
  guest: Subject,
  check: Check,
): Promise<{ skipped?: true; message: string; output?: string } | undefined> {
  const [problem] = check.problems;
  if (problem !== undefined) return { message: problem.message };
  try {
    await execute(check.operations, context.execution(guest));
    return undefined;
  } catch (error) {
    if (!(error instanceof PhoenixError)) throw error;
    const { message, output, status } = error;
    if (status === SKIPPED) {
      const said = output?.trim().split('\n').at(-1);
      return { skipped: true, message: said || 'it cannot be run here' };
    }
    return { message, ...(output === undefined ? {} : { output }) };
  }
}
