import { onSignal } from '../host/on-signal.ts';
import { unanswered } from '../interrupted.ts';
import { printableLines } from '../quote.ts';

/** Whether there is a terminal to ask at. */
export function isSomebodyThere(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/**
 * What a person types. Throws when nothing is: (1) at the end of input, (130 or 143) when a signal asks to
 * stop, as Ctrl-C and a terminal that goes away do.
 */
export async function askPerson(
  question: string,
  { stdin, stderr }: Pick<NodeJS.Process, 'stdin' | 'stderr'> = process,
): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const prompt = createInterface({ input: stdin, output: stderr });
  let off = () => {};
  const ended = new Promise<never>((_, reject) => {
    off = onSignal((name) => reject(unanswered(name)));
    // The terminal hands Ctrl-C over as a character: no signal comes of it.
    prompt.once('SIGINT', () => reject(unanswered('SIGINT')));
    prompt.once('close', () => reject(unanswered()));
  });
  try {
    return await Promise.race([
      prompt.question(printableLines(question)).catch(() => ended),
      ended,
    ]);
  } finally {
    off();
    prompt.close();
  }
}
