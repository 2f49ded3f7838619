import { PhoenixError } from '../../errors.ts';
import { execute } from '../../executor/execute.ts';
import type { VerbContext } from '../../frame/context.ts';
import type { Kind } from '../kind.ts';
import type { Observed } from '../observed.ts';
import type { Check } from '../plan/tests.ts';

/** How one check came out, as `test --json` shows it. */
export interface CheckResult {
  readonly guest: number;
  readonly suite: string;
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
  readonly message?: string;
  readonly output?: string;
}

/** Why nothing can be checked in a guest, and what to type. */
interface Obstacle {
  readonly message: string;
  readonly output: string;
}

/** What keeps a guest that was looked at from being checked. */
export function obstacleOf(
  { word }: Pick<Kind, 'word'>,
  id: number,
  seen: Pick<Observed, 'conf' | 'running'> | undefined,
): Obstacle | undefined {
  if (seen?.conf === undefined)
    return { message: `there is no ${word} ${id}`, output: `type phoenix create ${id}` };
  if (seen.running) return undefined;
  return { message: `${id} is not running`, output: `type phoenix start ${id}` };
}

/** Runs every check of a guest; one that fails does not keep the others from running. */
export async function runChecks(
  context: VerbContext,
  id: number,
  obstacle: Obstacle | undefined,
  checks: readonly Check[],
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) {
    const { suite, name } = check;
    const begun = context.host.now();
    const failure = obstacle ?? (await failureOf(context, id, check));
    const seconds = (context.host.now() - begun) / 1000;
    results.push({ guest: id, suite, name, ok: failure === undefined, seconds, ...failure });
  }
  return results;
}

async function failureOf(
  context: VerbContext,
  id: number,
  check: Check,
): Promise<{ message: string; output?: string } | undefined> {
  const [problem] = check.problems;
  if (problem) return { message: problem.message };
  try {
    await execute(check.operations, context.execution(id));
    return undefined;
  } catch (error) {
    if (!(error instanceof PhoenixError)) throw error;
    const { message, output } = error;
    return { message, ...(output === undefined ? {} : { output }) };
  }
}

/** Results in the Test Anything Protocol. */
export function asTap(results: readonly CheckResult[]): string {
  const lines = [
    'TAP version 13',
    `1..${results.length}${results.length === 0 ? ' # no tests are declared' : ''}`,
  ];
  for (const [index, { guest, suite, name, ok, message, output }] of results.entries()) {
    lines.push(
      `${ok ? 'ok' : 'not ok'} ${index + 1} - ${guest}:${suite} ${name.replace(/#/g, '\\#')}`,
    );
    for (const text of [message, output])
      for (const line of text?.split('\n') ?? []) lines.push(`# ${line}`);
  }
  return `${lines.join('\n')}\n`;
}
