import { PhoenixError } from '../errors.ts';
import { quoteArgv } from '../quote.ts';
import { askPerson, isSomebodyThere } from './ask.ts';
import type { Flags } from './flags.ts';
import type { Output } from './output.ts';
import { usageError } from './usage-error.ts';

/** See VerbContext.confirm; `argv` is the command line as typed, with the program. */
export async function confirm(
  question: string,
  flags: Pick<Flags, 'yes'>,
  argv: readonly string[],
  out: Output,
): Promise<void> {
  if (flags.yes) return;
  if (!isSomebodyThere()) {
    throw usageError(
      `${question} There is nobody to ask.`,
      `type ${quoteArgv([...argv, '--yes'])} if that is meant`,
    );
  }
  const answer = await askPerson(`${out.paintTalk('strong', question)} [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim()))
    throw new PhoenixError('nothing was done: the answer was no');
}
