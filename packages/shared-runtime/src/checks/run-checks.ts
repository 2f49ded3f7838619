import { PhoenixError } from '../errors.ts';
import { execute } from '../executor/execute.ts';
import type { VerbContext } from '../frame/context.ts';
import type { Subject } from '../subject.ts';
import type { Check, CheckResult, Obstacle } from './check.ts';

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
    const failure = obstacle ?? (await failureOf(context, guest, check));
    const seconds = (context.host.now() - begun) / 1000;
    results.push({ guest, suite, name, ok: failure === undefined, seconds, ...failure });
  }
  return results;
}

async function failureOf(
  context: Pick<VerbContext, 'execution'>,
  guest: Subject,
  check: Check,
): Promise<{ message: string; output?: string } | undefined> {
  const [problem] = check.problems;
  if (problem !== undefined) return { message: problem.message };
  try {
    await execute(check.operations, context.execution(guest));
    return undefined;
  } catch (error) {
    if (!(error instanceof PhoenixError)) throw error;
    const { message, output } = error;
    return { message, ...(output === undefined ? {} : { output }) };
  }
}
