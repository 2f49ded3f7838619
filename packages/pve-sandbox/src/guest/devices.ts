import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { devices } from '../host/mounts.ts';
import { OWN } from '../record/files.ts';

const links: Record<string, string> = {
  fd: '/proc/self/fd',
  stdin: '/proc/self/fd/0',
  stdout: '/proc/self/fd/1',
  stderr: '/proc/self/fd/2',
  ptmx: 'pts/ptmx',
};

/**
 * A guest's /dev: a directory outside of its tree, because devices are no part of a disk, that is
 * cloned and rolled back. One for each set of devices that the guest is given.
 */
export function deviceDirectory(id: number, targets: readonly string[]): string {
  const given = targets.filter((target) => target.startsWith('/dev/')).sort();
  const set = createHash('sha1').update(given.join('\n')).digest('hex').slice(0, 12);
  const directory = `${OWN}/guest/dev/${id}-${set}`;
  if (existsSync(join(directory, 'shm'))) return directory;
  mkdirSync(join(directory, 'pts'), { recursive: true });
  for (const name of devices) writeFileSync(join(directory, name), '', { flag: 'a' });
  for (const [name, target] of Object.entries(links)) link(target, join(directory, name));
  mkdirSync(join(directory, 'shm'), { recursive: true });
  chmodSync(join(directory, 'shm'), 0o1777);
  return directory;
}

/** Commands that start at the same time make the same directory. */
function link(target: string, path: string): void {
  try {
    symlinkSync(target, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
