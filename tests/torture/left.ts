import { labsOf, trialsOf } from './round.ts';
import type { Wanted } from './torture.ts';
import type { Verdict } from './trial.ts';

/** Names of the wanted trials of which there is no verdict. */
export function leftOf(
  wanted: Pick<Wanted, 'seed' | 'rounds' | 'kinds' | 'only'>,
  verdicts: readonly Verdict[],
): string[] {
  const done = new Set(verdicts.map(({ trial }) => trial));
  return labsOf(wanted).flatMap((round) => trialsOf({ ...wanted, round, done }));
}

/** What a run came to, and the command that goes on when trials are left; `typed`: its arguments. */
export function summaryOf(
  verdicts: readonly Verdict[],
  left: readonly string[],
  typed: readonly string[],
): string {
  const faults = verdicts.filter((one) => one.faults.length > 0).length;
  const found = `${faults} ${faults === 1 ? 'fault' : 'faults'}`;
  if (left.length === 0)
    return `${verdicts.length} ${verdicts.length === 1 ? 'trial' : 'trials'}, ${found}`;
  const words = typed.filter((word) => word !== '--resume').concat('--resume');
  return [
    `${verdicts.length} of ${verdicts.length + left.length} trials, ${found}: the time was over before the other ${left.length}`,
    `hint: npm run torture -- ${words.join(' ')}`,
  ].join('\n');
}
