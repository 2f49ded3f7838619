/** A place in a configuration file; line and column count from 1, as editors do. */
export interface Position {
  file: string;
  line: number;
  column: number;
}

/** One thing to tell about the configuration. `code` is stable and meant for programs. */
export interface Diagnostic {
  severity: 'error' | 'warning';
  code: string;
  message: string;
  where?: Position;
  /** The text of the line that `where` points into. */
  sourceLine?: string;
  /** What to do about it. */
  hint?: string;
  /** The guests it is about, where it is about guests. */
  guests?: number[];
}

/** Whether there is anything in the list that forbids to go on. */
export function hasErrors(list: readonly Diagnostic[]): boolean {
  return list.some((one) => one.severity === 'error');
}

/** Errors before warnings; within each in the order of `files`, then down the file. */
export function sortDiagnostics(
  list: readonly Diagnostic[],
  files: readonly string[],
): Diagnostic[] {
  const rank = (one: Diagnostic) => {
    const file = one.where === undefined ? -1 : files.indexOf(one.where.file);
    return [one.severity === 'error' ? 0 : 1, file, one.where?.line ?? 0, one.where?.column ?? 0];
  };
  return list
    .map((one) => ({ one, key: rank(one) }))
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ one }) => one);
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
