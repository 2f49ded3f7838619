import { PhoenixError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { printableLines, quoteArgv } from '../quote.ts';
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
  const answer = await ask(`${out.paintTalk('strong', question)} [y/N] `);
  if (answer !== undefined && /^y(es)?$/i.test(answer.trim())) return;
  throw new PhoenixError(
    answer === undefined ? 'nothing was done: interrupted' : 'nothing was done: the answer was no',
    { exit: answer === undefined ? EXIT.interrupted : EXIT.failed },
  );
}

/** Whether there is a terminal to ask at. */
export function isSomebodyThere(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** What a person types; undefined after Ctrl-C or the end of input. */
export async function ask(question: string): Promise<string | undefined> {
  const { createInterface } = await import('node:readline/promises');
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new Promise<undefined>((resolve) => {
    prompt.once('close', () => resolve(undefined));
  });
  try {
    return await Promise.race([
      prompt.question(printableLines(question)).catch(() => undefined),
      closed,
    ]);
  } finally {
    prompt.close();
  }
}
