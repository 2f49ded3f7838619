import { readFileSync } from 'node:fs';
import type { Judged } from './compare.ts';

/** Why steps of a kind are not imitated. */
export interface Note {
  /** Regular expression over the command. */
  command: string;
  /** Regular expression over what differs, expected and actual; any difference where absent. */
  differs?: string;
  reason: string;
}

/** The notes of a file. */
export const readNotes = (path: string): Note[] => JSON.parse(readFileSync(path, 'utf8')) as Note[];

/** The note that explains a step's differences; undefined when none does. */
export function noteFor(
  { command, differences }: Judged,
  notes: readonly Note[],
): Note | undefined {
  const text = differences
    .map(({ what, expected, actual }) => `${what}\n${expected}\n${actual}`)
    .join('\n');
  return notes.find(
    (note) =>
      new RegExp(note.command).test(command) &&
      (note.differs === undefined || new RegExp(note.differs).test(text)),
  );
}
