import type { ConfEdit, ConfLine } from '../operation.ts';
import { rawLine, sectionOf } from './conf.ts';

/**
 * Takes lines out of the main section of a conf file and puts lines in; every other byte stays:
 * other keys, comments, unknown lines, the sections of pending changes and snapshots.
 * A line that replaces one of the same key takes its place, others follow the last raw line.
 */
export function applyConfEdit(text: string, edit: ConfEdit): string {
  const lines = text.split('\n');
  const headerAt = lines.findIndex((line) => sectionOf(line) !== undefined);
  const mainEnd = headerAt < 0 ? lines.length : headerAt;
  const adds = [...edit.add];
  const main = lines.slice(0, mainEnd).flatMap((line) => {
    const raw = rawLine(line);
    if (!raw || !edit.remove.some((gone) => covers(gone, raw))) return [line];
    const successor = adds.findIndex((add) => add.key === raw.key);
    return successor < 0 ? [] : adds.splice(successor, 1).map(format);
  });
  main.splice(insertionPoint(main), 0, ...adds.map(format));
  const result = [...main, ...lines.slice(mainEnd)].join('\n');
  return result.endsWith('\n') || result === '' ? result : `${result}\n`;
}

function covers(pattern: ConfLine, line: Required<ConfLine>): boolean {
  return pattern.key === line.key && (pattern.value === undefined || pattern.value === line.value);
}

function format({ key, value }: Required<ConfLine>): string {
  return `${key}: ${value}`;
}

/** After the last raw line of the main section, else after its last line that is not blank. */
function insertionPoint(main: readonly string[]): number {
  const raw = main.findLastIndex((line) => rawLine(line) !== undefined);
  if (raw >= 0) return raw + 1;
  return main.findLastIndex((line) => line.trim() !== '') + 1;
}
