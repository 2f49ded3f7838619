/** A unit file: the values of each key by section, in their order. */
export type UnitFile = Map<string, Map<string, string[]>>;

/** Reads the text of a unit file; a line that ends in a backslash goes on in the next. */
export function parseUnit(text: string): UnitFile {
  const file: UnitFile = new Map();
  let section = new Map<string, string[]>();
  for (const raw of text.replace(/\\\n/g, ' ').split('\n')) {
    const line = raw.trim();
    if (line === '' || /^[#;]/.test(line)) continue;
    const head = /^\[(.+)\]$/.exec(line)?.[1];
    if (head !== undefined) {
      section = file.get(head) ?? new Map();
      file.set(head, section);
      continue;
    }
    const [, key = '', value = ''] = /^([^=]+?)\s*=\s*(.*)$/.exec(line) ?? [];
    // An empty value takes back what was said before.
    if (key !== '') section.set(key, value === '' ? [] : [...(section.get(key) ?? []), value]);
  }
  return file;
}

/** All values of a key. */
export const valuesOf = (file: UnitFile, section: string, key: string): string[] =>
  file.get(section)?.get(key) ?? [];

/** The last value of a key. */
export const lastOf = (file: UnitFile, section: string, key: string): string | undefined =>
  valuesOf(file, section, key).at(-1);

/** The words of a key that holds a list, such as WantedBy. */
export const wordsOf = (file: UnitFile, section: string, key: string): string[] =>
  valuesOf(file, section, key).flatMap((value) => value.split(/\s+/).filter(Boolean));
