/** Options by name without dashes, each with all its values ('' for a flag), and what else there is. */
export type Words = { options: Map<string, string[]>; operands: string[] };

/**
 * Reads a command line as getopt_long does: `valued` names the options that take a value, long and
 * short ones; short flags may be written together. Words after `--` are operands.
 */
export function readOptions(args: readonly string[], valued: readonly string[] = []): Words {
  const options = new Map<string, string[]>();
  const operands: string[] = [];
  const add = (name: string, value: string) =>
    options.set(name, [...(options.get(name) ?? []), value]);
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') operands.push(...rest.splice(0));
    else if (word.startsWith('--')) {
      const [name = '', ...value] = word.slice(2).split('=');
      if (value.length > 0) add(name, value.join('='));
      else add(name, valued.includes(name) ? (rest.shift() ?? '') : '');
    } else if (/^-./.test(word)) readShort(word.slice(1), valued, rest, add);
    else operands.push(word);
  }
  return { options, operands };
}

function readShort(
  letters: string,
  valued: readonly string[],
  rest: string[],
  add: (name: string, value: string) => void,
): void {
  for (let at = 0; at < letters.length; at++) {
    const letter = letters.charAt(at);
    if (!valued.includes(letter)) {
      add(letter, '');
      continue;
    }
    const joined = letters.slice(at + 1);
    add(letter, joined === '' ? (rest.shift() ?? '') : joined);
    return;
  }
}

/** Whether one of the names was given. */
export const has = (words: Words, ...names: string[]): boolean =>
  names.some((name) => words.options.has(name));

/** The last value of the first of the names that was given. */
export const optionOf = (words: Words, ...names: string[]): string | undefined =>
  names.flatMap((name) => words.options.get(name)?.at(-1) ?? [])[0];
