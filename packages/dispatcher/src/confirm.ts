import { EXIT, PhoenixError } from '@phoenix/shared-runtime';
import type { Intent } from './intent.ts';
import { baseWords, commandWords } from './next.ts';
import type { Session } from './session.ts';

/** Above this many guests "yes" is typed too easily. */
const MANY = 3;

/**
 * Asks a person about what the verb `does` to these guests; --yes answers for them. Throws for everything
 * but a yes: exit 64, naming what to type, when there is nobody to ask; 1 and 130 where no answer comes.
 */
export async function agree(
  intent: Intent,
  does: string,
  ids: readonly number[],
  { flags: { yes }, world, label }: Session,
): Promise<void> {
  if (yes) return;
  const { verb, words, flags } = intent;
  if (world.ask === undefined) {
    const base = baseWords(flags);
    throw new PhoenixError(`${verb} asks first, and there is no terminal to ask at`, {
      exit: EXIT.usage,
      hint: `when it is meant, type: ${commandWords(intent)} ${words.join(' ')}${base} --yes`,
    });
  }
  const { question, answer } = questionFor(does, ids.map(label));
  const said = await world.ask(question);
  if (said.trim().toLowerCase() !== answer)
    throw new PhoenixError(`nothing was done: the answer was not "${answer}"`, {
      hint: `when it is meant, type the same command again, and then ${answer}`,
    });
}

/** What is asked, and the only answer that goes on. */
function questionFor(
  does: string,
  labels: readonly string[],
): { question: string; answer: string } {
  const list = labels.map((label) => `  ${label}\n`).join('');
  const about = `${does}:\n${list}`;
  if (labels.length <= MANY) return { question: `${about}Type yes to go on: `, answer: 'yes' };
  const answer = String(labels.length);
  return { question: `${about}Type their number (${answer}) to go on: `, answer };
}
