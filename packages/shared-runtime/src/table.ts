/**
 * Rows as aligned columns, two blanks apart, without blanks at line ends. Widths count characters;
 * style a cell after, not before, it is aligned.
 */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, width(cell));
    }
  }
  return rows.map((row) => `${row.map(pad).join('  ').trimEnd()}\n`).join('');

  function pad(cell: string, column: number): string {
    return cell + ' '.repeat((widths[column] ?? 0) - width(cell));
  }
}

function width(text: string): number {
  return [...text].length;
}
