/** Options that take a value, by their short and long names. */
export type Valued = Readonly<Record<string, string>>;

/** A command line of wget or curl: options by their long names, each as often as given. */
export type Words = { options: Map<string, string[]>; urls: string[] };

/**
 * Splits a command line as getopt_long does: short options may stand together, the last of them with
 * its value right behind.
 * @param valued short name (or '' plus a long one) of the options that take a value
 * @param flags long names of short options without a value
 */
export function splitWords(args: readonly string[], valued: Valued, flags: Valued): Words {
  const long = new Set(Object.values(valued));
  const options = new Map<string, string[]>();
  const urls: string[] = [];
  const rest = [...args];
  const add = (name: string, value = '') =>
    options.set(name, [...(options.get(name) ?? []), value]);
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') urls.push(...rest.splice(0));
    else if (word.startsWith('--')) {
      const [, name = '', value] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
      if (long.has(name)) add(name, value ?? rest.shift());
      else add(name, value);
    } else if (word.startsWith('-') && word.length > 1) shorts(word.slice(1), rest);
    else urls.push(word);
  }
  return { options, urls };

  function shorts(letters: string, after: string[]): void {
    for (let at = 0; at < letters.length; at++) {
      const letter = letters[at] ?? '';
      const name = valued[letter];
      if (name !== undefined) {
        add(name, at + 1 < letters.length ? letters.slice(at + 1) : after.shift());
        return;
      }
      add(flags[letter] ?? letter);
    }
  }
}
