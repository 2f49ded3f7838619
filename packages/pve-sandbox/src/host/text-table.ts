/** A column of a printed table. */
export interface Column {
  head: string;
  right?: boolean;
}

/**
 * Rows below their headings, each column as wide as its longest cell. The last column is not padded
 * when it stands left.
 */
export function textTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  { gap = ' ', headings = true }: { gap?: string; headings?: boolean } = {},
): string {
  const shown = headings ? [columns.map(({ head }) => head), ...rows] : rows;
  const widths = columns.map((_, at) => Math.max(0, ...shown.map((row) => (row[at] ?? '').length)));
  return shown
    .map((row) => {
      const cells = columns.map(({ right }, at) => {
        const cell = row[at] ?? '';
        if (right === true) return cell.padStart(widths[at] ?? 0);
        return at === columns.length - 1 ? cell : cell.padEnd(widths[at] ?? 0);
      });
      return `${cells.join(gap)}\n`;
    })
    .join('');
}
