import { EXIT, PhoenixError } from '@phoenix/shared-runtime';
import type { Intent } from './intent.ts';
import { baseWords } from './next.ts';
import type { Session } from './session.ts';

/** Above this many guests "yes" is typed too easily. */
const MANY = 3;

/**
 * Asks a person whether the guests may be destroyed; --yes answers for them. Throws for everything
 * but a yes: exit 64, naming what to type, when there is nobody to ask; 130 for Ctrl-C.
 */
export async function agree(
  { verb, words, flags }: Intent,
  ids: readonly number[],
  { flags: { yes }, world, label }: Session,
): Promise<void> {
  if (yes) return;
  if (world.ask === undefined) {
    const base = baseWords(flags);
    throw new PhoenixError(`${verb} asks first, and there is no terminal to ask at`, {
      exit: EXIT.usage,
      hint: `when it is meant, type: phoenix ${verb} ${words.join(' ')}${base} --yes`,
    });
  }
  const { question, answer } = questionFor(verb, ids.map(label));
  const said = await world.ask(question);
  if (said === undefined) {
    throw new PhoenixError('interrupted; nothing was done', { exit: EXIT.interrupted });
  }
  if (said.trim().toLowerCase() !== answer) throw new PhoenixError('not agreed; nothing was done');
}

/** What is asked, and the only answer that goes on. */
function questionFor(
  verb: string,
  labels: readonly string[],
): { question: string; answer: string } {
  const list = labels.map((label) => `  ${label}\n`).join('');
  const destroys = `${verb} destroys these guests with their disks:\n${list}`;
  if (labels.length <= MANY) return { question: `${destroys}Type yes to go on: `, answer: 'yes' };
  const answer = String(labels.length);
  return { question: `${destroys}Type their number (${answer}) to go on: `, answer };
}
