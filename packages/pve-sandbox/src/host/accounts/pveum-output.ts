import { out } from '../../state/talk.ts';
import { optionOf, type Words } from '../read-options.ts';

/** A row of a list, by column. */
export type Row = Record<string, string | number>;

/** Prints rows as `--output-format` asks: JSON, or a table of the columns. */
export function printRows(words: Words, columns: readonly string[], rows: readonly Row[]): number {
  const format = optionOf(words, 'output-format') ?? 'text';
  if (format.startsWith('json')) {
    out(`${JSON.stringify(rows, undefined, format === 'json-pretty' ? 3 : undefined)}\n`);
    return 0;
  }
  const cells = rows.map((row) => columns.map((column) => String(row[column] ?? '')));
  const widths = columns.map((column, at) =>
    Math.max(column.length, ...cells.map((row) => row[at]?.length ?? 0)),
  );
  const rule = (left: string, mid: string, right: string, dash: string) =>
    `${left}${widths.map((width) => dash.repeat(width + 2)).join(mid)}${right}\n`;
  const line = (row: readonly string[]) =>
    `│${row.map((cell, at) => ` ${cell.padEnd(widths[at] ?? 0)} `).join('│')}│\n`;
  const body = cells.map(line).join(rule('├', '┼', '┤', '─'));
  out(
    `${rule('┌', '┬', '┐', '─')}${line(columns)}${rule('╞', '╪', '╡', '═')}${body}${rule('└', '┴', '┘', '─')}`,
  );
  return 0;
}
