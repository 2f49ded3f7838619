import { SORTS } from './spoken.ts';
import type { Verdict } from './trial.ts';

/** Trials and faults by kind, with the sum as the last row. */
export function tableOf(verdicts: readonly Verdict[]): string {
  const names = [...new Set(verdicts.map(({ kind }) => kind))];
  const rows = [
    ['kind', 'trials', ...SORTS],
    ...names.map((name) =>
      rowOf(
        name,
        verdicts.filter(({ kind }) => kind === name),
      ),
    ),
    rowOf('all', verdicts),
  ];
  const widths =
    rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  return `${rows.map(line).join('\n')}\n`;
}

/** Which exit statuses were seen how often. */
export function exitsOf(verdicts: readonly Verdict[]): string {
  const counts = new Map<number, number>();
  for (const exit of verdicts.flatMap(({ exits }) => exits))
    counts.set(exit, (counts.get(exit) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([exit, count]) => `${exit} (${count})`)
    .join(', ');
}

/** A trial with faults counts once for each sort of them. */
function rowOf(name: string, verdicts: readonly Verdict[]): string[] {
  const counts = SORTS.map(
    (sort) => verdicts.filter(({ faults }) => faults.some((one) => one.sort === sort)).length,
  );
  return [name, `${verdicts.length}`, ...counts.map(String)];
}
