import { didYouMean } from '@phoenix/shared-config';

/** Verbs that take something away: nobody is led to them by more than a slip of one key. */
const TAKING = ['stop', 'delete', 'restart', 'reconfigure'];

/** The verb that an unknown word probably meant: the one that it begins, or the one most like it. */
export function verbMeant(word: string, verbs: readonly string[]): string | undefined {
  const [begun, ...others] = verbs.filter((verb) => verb.startsWith(word));
  if (begun !== undefined && others.length === 0 && !TAKING.includes(begun)) return begun;
  return didYouMean(
    word,
    verbs.filter((verb) => !TAKING.includes(verb) || isOneOff(word, verb)),
  );
}

/** True when one character put in, taken out or exchanged makes one word the other. */
function isOneOff(a: string, b: string): boolean {
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < most - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return Math.max(a.length, b.length) - start - end <= 1;
}
