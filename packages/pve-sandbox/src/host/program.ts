import { renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isSea } from 'node:sea';
import { files, OWN } from '../record/files.ts';

/** What the stand-ins of a host are links to, and the directories of the machine that it needs. */
export type Program = { file: string; needs: string[] };

/**
 * This program in a form that can be bound into a host: the executable itself, or (sources run by
 * Node) a small script that starts it, written into the sandbox.
 */
export function ownProgram(root: string): Program {
  if (isSea()) return { file: process.execPath, needs: [dirname(process.execPath)] };
  const needs = neededDirectories();
  const main = resolve(process.argv[1] ?? '');
  const file = join(root, OWN, 'launcher');
  const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const aside = `${file}.${process.pid}`;
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', main].map(quote);
  writeFileSync(aside, `#!/bin/sh\nexec ${node.join(' ')} --as="\${0##*/}" "$@"\n`, {
    mode: 0o755,
  });
  renameSync(aside, file);
  return { file, needs };
}

/** The directories of the machine that the program cannot be run without, apart from /usr. */
export function neededDirectories(): string[] {
  if (isSea()) return [];
  return [dirname(process.execPath), resolve(dirname(process.argv[1] ?? ''), '../../..')];
}

/** Where the program is bound on the host. */
export const programFile = `${OWN}/pve-sandbox`;

/** Makes the file that the program is bound over. */
export function makeProgramPlace(root: string): void {
  writeFileSync(join(root, programFile), '', { mode: 0o755, flag: 'a' });
  writeFileSync(files.log(), '', { mode: 0o666, flag: 'a' });
}
