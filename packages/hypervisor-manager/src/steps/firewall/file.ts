import { isOurs } from '@phoenix/shared-runtime/guests';

/** What is declared of a firewall file. */
export interface WantedFile {
  /** Options by key; others of the file stay. */
  readonly options: Readonly<Record<string, string>>;
  /** Own rules as lines, in their order. */
  readonly rules: readonly string[];
}

/**
 * A firewall file with options and own rules as declared, own rules where the first of them stood,
 * else in front of all. Every other line stays byte for byte.
 */
export function withDeclared(text: string, wanted: WantedFile): string {
  const lines = text.replace(/\n$/, '').split('\n');
  if (text === '') lines.pop();
  setOptions(lines, wanted.options);
  setRules(lines, wanted.rules);
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** The value of an option; undefined when the file does not say. */
export function optionIn(text: string, key: string): string | undefined {
  const lines = text.split('\n');
  const section = sectionOf(lines, 'OPTIONS');
  if (section === undefined) return undefined;
  const line = lines.slice(section.start, section.end).find((one) => keyOf(one) === key);
  return line?.replace(/^[^:]*:\s*/, '').trim();
}

/** Lines of the rules that others wrote. */
export function foreignRules(text: string): string[] {
  const lines = text.split('\n');
  const section = sectionOf(lines, 'RULES');
  const body = section === undefined ? [] : lines.slice(section.start + 1, section.end);
  return body.filter((line) => /^\s*[^\s#]/.test(line) && !isOurs(line));
}

function setOptions(lines: string[], options: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(options)) {
    const section = sectionOf(lines, 'OPTIONS');
    if (section === undefined) {
      lines.unshift('[OPTIONS]', '', `${key}: ${value}`, ...(lines.length > 0 ? [''] : []));
      continue;
    }
    const { start, end } = section;
    const at = lines.findIndex(
      (line, index) => index > start && index < end && keyOf(line) === key,
    );
    if (at < 0) lines.splice(lastFilled(lines, start, end) + 1, 0, `${key}: ${value}`);
    else if (lines[at]?.replace(/^[^:]*:\s*/, '').trim() !== value) lines[at] = `${key}: ${value}`;
  }
}

function setRules(lines: string[], rules: readonly string[]): void {
  const section = sectionOf(lines, 'RULES');
  if (section === undefined) {
    if (rules.length > 0) lines.push(...(lines.length > 0 ? [''] : []), '[RULES]', '', ...rules);
    return;
  }
  const { start, end } = section;
  const body = lines.slice(start + 1, end);
  const own = body.filter(isOurs);
  if (own.join('\n') === rules.join('\n')) return;
  const first = body.findIndex(isOurs);
  const filled = body.findIndex((line) => line.trim() !== '');
  const at = first >= 0 ? first : Math.max(filled, 0);
  const before = body.slice(0, at).filter((line) => !isOurs(line));
  const after = body.slice(at).filter((line) => !isOurs(line));
  lines.splice(start + 1, end - start - 1, ...before, ...rules, ...after);
}

function sectionOf(lines: readonly string[], name: string) {
  const start = lines.findIndex((line) => new RegExp(`^\\s*\\[${name}\\]`, 'i').test(line));
  if (start < 0) return undefined;
  const next = lines.findIndex((line, at) => at > start && /^\s*\[/.test(line));
  return { start, end: next < 0 ? lines.length : next };
}

function lastFilled(lines: readonly string[], start: number, end: number): number {
  for (let at = end - 1; at > start; at -= 1) if (lines[at]?.trim() !== '') return at;
  return start;
}

const keyOf = (line: string) => /^\s*(\w+)\s*:/.exec(line)?.[1]?.toLowerCase();
