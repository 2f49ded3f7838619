import { closeSync, constants, fstatSync, lstatSync, openSync, type Stats } from 'node:fs';
import { resolve } from 'node:path';
import { isOurs } from './ownership.ts';
import { inDirectoryOf, MOST_LINKS, trustedTarget } from './place.ts';
import { noPlainFile } from './refused-place.ts';
import { systemError } from './system-error.ts';

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_RDWR, O_WRONLY } = constants;

/** Never through a link, and never held up by a pipe that nobody reads. */
const SAFE = O_NOFOLLOW | O_NONBLOCK;

/**
 * Opens a file at its end for writing, and for reading where it is asked for; it is made when it is not
 * there. Throws for a link, a device, a directory, a pipe, a file of somebody else, and one that has another
 * name elsewhere.
 */
export function openForAppending(path: string, mode: number, { andRead = false } = {}): number {
  const flags = (andRead ? O_RDWR : O_WRONLY) | O_APPEND | O_CREAT | SAFE;
  return inDirectoryOf(path, (file) =>
    opened(file, path, flags, (stat) => isOurs(stat) && stat.nlink <= 1, mode),
  );
}

/** Opens a file that a lock is taken on, whoever owns it, and answers with what directory it lies in. */
export function openLockFile(path: string): { file: number; directory: Stats } {
  const flags = O_WRONLY | O_APPEND | O_CREAT | SAFE;
  const open = (file: string, { stat }: { stat: Stats }) => ({
    file: opened(file, path, flags, () => true, 0o644),
    directory: stat,
  });
  return inDirectoryOf(path, open, { make: true });
}

/** Opens a file that is there for reading; a link at its end is one of the way. */
export function openInPlace(path: string, links = 0): number {
  return inDirectoryOf(path, (file, directory) => {
    const isLink = lstatSync(file).isSymbolicLink();
    if (!isLink) return opened(file, path, O_RDONLY | SAFE, () => true);
    if (links === MOST_LINKS) throw systemError('ELOOP', path);
    return openInPlace(resolve(directory.path, trustedTarget(file, path, directory)), links + 1);
  });
}

function opened(
  name: string,
  path: string,
  flags: number,
  isFit: (stat: Stats) => boolean,
  mode?: number,
): number {
  let file: number;
  try {
    file = openSync(name, flags, mode);
  } catch (error) {
    // What the system says of links, pipes and files of others depends on where they lie.
    const there = lstatSync(name, { throwIfNoEntry: false });
    if (there === undefined || (there.isFile() && isFit(there))) throw error;
    throw noPlainFile(path);
  }
  const stat = fstatSync(file);
  if (stat.isFile() && isFit(stat)) return file;
  closeSync(file);
  throw noPlainFile(path);
}
