import { appendFileSync } from 'node:fs';
import { startTimeOf } from '../host/processes.ts';
import { files } from './files.ts';

/** The first line of a command; `born` tells its process from a later one of the same pid. */
export type Started = {
  id: string;
  pid: number;
  born: string;
  argv: readonly string[];
  start: number;
};
/** What a command that changes something says when it begins to. */
export type Changing = { id: string; changing: number };
/** The last line of a command that lived to write it. */
export type Ended = { id: string; exit: number; end: number; changed: boolean; waited_ms: number };

/** Writes a command's first line and answers its id. */
export function logStart(argv: readonly string[]): string {
  const start = Date.now();
  const id = `${start}-${process.pid}`;
  append({ id, pid: process.pid, born: startTimeOf(process.pid) ?? '', argv, start });
  return id;
}

/** Writes that a command begins to change something. */
export function logChange(id: string): void {
  append({ id, changing: Date.now() });
}

/** Writes a command's last line. */
export function logEnd(
  id: string,
  exit: number,
  notes: { changed: boolean; waited_ms: number },
): void {
  append({ id, exit, end: Date.now(), ...notes });
}

/** One write with O_APPEND: lines of commands that run at the same time do not mix. */
function append(line: Started | Changing | Ended): void {
  appendFileSync(files.log(), `${JSON.stringify(line)}\n`);
}
