import { EXIT, PhoenixError, quoteWord } from '@phoenix/shared-runtime';
import type { Intent } from './intent.ts';
import type { Session } from './session.ts';

/** Above this many guests "yes" is typed too easily. */
const MANY = 3;

/** Throws (exit 64) when --yes is missing and there is nobody to ask; names what to type. */
export function refuseUnasked({ verb, words, flags }: Intent, session: Session): void {
  if (session.flags.yes || session.world.ask !== undefined) return;
  const base = flags.baseDir === undefined ? '' : ` --base-dir ${quoteWord(flags.baseDir)}`;
  throw new PhoenixError(`${verb} asks first, and there is no terminal to ask at`, {
    exit: EXIT.usage,
    hint: `when it is meant, type: phoenix ${verb} ${words.join(' ')}${base} --yes`,
  });
}

/** True when a person agreed, or --yes did. Throws (exit 130) for Ctrl-C at the question. */
export async function agreed(
  verb: string,
  ids: readonly number[],
  session: Session,
): Promise<boolean> {
  if (session.flags.yes || session.world.ask === undefined) return session.flags.yes;
  const { question, answer } = questionFor(verb, ids.map(session.label));
  const said = await session.world.ask(question);
  if (said === undefined) {
    throw new PhoenixError('interrupted; nothing was done', { exit: EXIT.interrupted });
  }
  return said.trim().toLowerCase() === answer;
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
