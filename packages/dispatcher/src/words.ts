import type { Refusal } from './argv.ts';

/**
 * The refusal of a word that can be no selector whatever is declared; undefined when it can.
 * What it selects is decided later, against the configuration.
 */
export function refuseWord(word: string): Refusal | undefined {
  const hint = 'guests are named like 950, nginx, 950:955 or 950:955,-953';
  if (word === '') return { message: 'an empty word names no guest', hint };
  if (!/^[A-Za-z0-9._:,+@-]+$/.test(word)) {
    return {
      message: `${JSON.stringify(word)} is no id, name or range of guests`,
      hint,
    };
  }
  for (const number of numbersIn(word)) {
    if (/^0\d/.test(number)) {
      const plain = word.replaceAll(number, number.replace(/^0+(?=\d)/, ''));
      return { message: `"${word}" is no id: ids have no leading zero`, hint: `type ${plain}` };
    }
  }
  return undefined;
}

/** The ids and bounds of ranges in a selector; a name such as `docker-vm-01` has none. */
function numbersIn(word: string): string[] {
  return word
    .split(',')
    .map((part) => part.replace(/^[+-]/, ''))
    .flatMap((part) => part.split(':'))
    .filter((part) => /^\d+$/.test(part));
}
