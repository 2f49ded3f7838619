import { type Diagnostic, sortDiagnostics } from './diagnostic.ts';

/** The parts of a message that a terminal may colour. */
export type Styled = 'error' | 'warning' | 'hint' | 'path' | 'caret';

export interface FormatOptions {
  /** How many are shown in full, 20 unless told. */
  max?: number;
  style?: (kind: Styled, text: string) => string;
}

const widest = 100;

// Controls, line separators, and the marks that change the direction of writing.
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_C}]/gu;

/**
 * Diagnostics for a person: file, line and column, the message, the source line with a caret, and
 * the hint. Errors come first; what exceeds `max` is counted.
 */
export function formatDiagnostics(
  list: readonly Diagnostic[],
  { max = 20, style = (_, text) => text }: FormatOptions = {},
): string {
  const files = [...new Set(list.map((one) => one.where?.file ?? ''))];
  const sorted = sortDiagnostics(list, files);
  const blocks = sorted.slice(0, max).map((one) => formatOne(one, style));
  const rest = sorted.slice(max);
  if (rest.length > 0) blocks.push(`and ${rest.length} more (${count(rest)})\n`);
  return blocks.join('');
}

/** How many errors and warnings, in words: "2 errors, 1 warning". */
export function count(list: readonly Diagnostic[]): string {
  const errors = list.filter((one) => one.severity === 'error').length;
  const say = (number: number, word: string) => (number === 1 ? `1 ${word}` : `${number} ${word}s`);
  return [
    ...(errors > 0 ? [say(errors, 'error')] : []),
    ...(list.length > errors ? [say(list.length - errors, 'warning')] : []),
  ].join(', ');
}

function formatOne(one: Diagnostic, style: NonNullable<FormatOptions['style']>): string {
  const { where, sourceLine } = one;
  const place =
    where === undefined
      ? ''
      : `${style('path', `${visible(where.file)}:${where.line}:${where.column}`)}: `;
  const lines = [`${place}${style(one.severity, `${one.severity}:`)} ${visible(one.message)}`];
  if (where !== undefined && sourceLine !== undefined && sourceLine.trim() !== '') {
    const { text, column } = excerpt(sourceLine, where.column);
    const gutter = String(where.line);
    lines.push(`  ${gutter} | ${text}`);
    lines.push(`  ${' '.repeat(gutter.length)} | ${' '.repeat(column - 1)}${style('caret', '^')}`);
  }
  if (one.hint !== undefined) lines.push(`  ${style('hint', 'hint:')} ${visible(one.hint)}`);
  return `${lines.join('\n')}\n`;
}

/** A line without its indentation, and of a long one what is around the column. */
function excerpt(line: string, column: number): { text: string; column: number } {
  const indent = line.length - line.trimStart().length;
  const cut = Math.min(indent, column - 1);
  const text = line.slice(cut).trimEnd();
  const at = column - cut;
  // Only what is shown is looked through: a whole file may stand in one line.
  const seen = (part: string) => part.replace(UNSEEN, ' ').trimEnd();
  if (text.length <= widest) return { text: seen(text), column: at };
  const from = Math.max(0, at - 1 - widest / 2);
  const shown = seen(text.slice(from, from + widest));
  const head = from > 0 ? '...' : '';
  const tail = from + widest < text.length ? '...' : '';
  return { text: `${head}${shown}${tail}`, column: at - from + head.length };
}

/** Paths and values come from anywhere: what would play with the terminal is spelled out. */
function visible(text: string): string {
  return text.replace(
    UNSEEN,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
