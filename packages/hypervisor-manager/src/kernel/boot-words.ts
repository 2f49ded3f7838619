/**
 * A line of kernel parameters with these words in it. A word of the same name (`iommu=soft` for
 * `iommu=pt`) gives way; all others stay as they are, blanks and all.
 */
function withWords(line: string, wanted: readonly string[]): string {
  const missing = wanted.filter((word) => !hasWord(line, word));
  const names = missing.map(nameOf);
  const kept = line
    .replace(/\s*\S+/g, (part) => (names.includes(nameOf(part.trim())) ? '' : part))
    .trimEnd();
  return [...(kept.trim() === '' ? [] : [kept]), ...missing].join(' ');
}

/** Whether a line of kernel parameters has that word; the last one of a name counts. */
function hasWord(line: string, word: string): boolean {
  const isNamed = (other: string) => nameOf(other) === nameOf(word);
  return line.split(/\s+/).findLast(isNamed) === word;
}

/** The words that a line of kernel parameters lacks. */
export function missingWords(line: string, wanted: readonly string[]): string[] {
  return wanted.filter((word) => !hasWord(line, word));
}

const VARIABLE =
  /^([ \t]*GRUB_CMDLINE_LINUX_DEFAULT=)(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|([^\s"'#]*))/gm;

/** The kernel parameters that /etc/default/grub ends up with, of the last line that sets them. */
export function grubLine(text: string): string {
  const [, , double, single, bare] = [...text.matchAll(VARIABLE)].at(-1) ?? [];
  return double ?? single ?? bare ?? '';
}

/** /etc/default/grub with these words among its kernel parameters; all other text stays. */
export function grubWith(text: string, wanted: readonly string[]): string {
  const last = [...text.matchAll(VARIABLE)].at(-1);
  if (last === undefined) {
    const before = text === '' || text.endsWith('\n') ? text : `${text}\n`;
    return `${before}GRUB_CMDLINE_LINUX_DEFAULT="${wanted.join(' ')}"\n`;
  }
  const [whole, name = '', , single] = last;
  const quote = single === undefined ? '"' : "'";
  const line = `${name}${quote}${withWords(grubLine(text), wanted)}${quote}`;
  return `${text.slice(0, last.index)}${line}${text.slice(last.index + whole.length)}`;
}

/** The first line of /etc/kernel/cmdline, which alone counts. */
export function cmdlineLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

/** /etc/kernel/cmdline with these words in it. */
export function cmdlineWith(text: string, wanted: readonly string[]): string {
  const line = cmdlineLine(text);
  return `${withWords(line, wanted)}${text.slice(line.length) || '\n'}`;
}

function nameOf(word: string): string {
  return word.split('=', 1)[0] ?? word;
}
