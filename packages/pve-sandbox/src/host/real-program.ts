import { spawnSync } from 'node:child_process';
import { lstatSync } from 'node:fs';
import { noteChange } from '../record/note.ts';
import { err } from '../state/talk.ts';

/** The machine's own program of that name, where it has one; links of the sandbox are none. */
export function realProgram(name: string): string | undefined {
  const places = ['/usr/sbin', '/usr/bin'].map((folder) => `${folder}/${name}`);
  return places.find((path) => (lstatSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0);
}

/**
 * Runs the machine's own program on the host's files. A success that was no question is a change.
 * @returns its exit code, 127 where the machine has no such program
 */
export function runReal(name: string, args: readonly string[], asks: boolean): number {
  const file = realProgram(name);
  if (file === undefined) {
    err(`${name}: not on this machine, and the sandbox uses the machine's own\n`);
    return 127;
  }
  const { status } = spawnSync(file, args, { stdio: 'inherit' });
  if (status === 0 && !asks) noteChange();
  return status ?? 1;
}
