import {
  closeSync,
  fchmodSync,
  fsyncSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type Held, nameOf } from './held.ts';
import type { Owner } from './host.ts';
import { give, isClosed, isOurs } from './ownership.ts';
import { inDirectoryOf } from './place.ts';
import { explain } from './system-error.ts';
import { temporaryName } from './temporary-name.ts';

/**
 * Writes a whole file atomically: temporary file beside it, fsync, rename, fsync of the directory.
 * Missing parent directories are made; what has the name already is replaced, and never written through.
 */
export function writeAtomically(path: string, content: string, mode = 0o644, owner?: Owner): void {
  const write = (name: string, directory: Held) => {
    const temporary = join(dirname(name), temporaryName(path, isClosed(directory.stat)));
    rmSync(temporary, { force: true });
    try {
      writeNew(
        temporary,
        content,
        mode,
        onClusterFileSystem(path) ? undefined : { name, directory, owner },
      );
      renameSync(temporary, name);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
    if (!onClusterFileSystem(path)) syncDirectory(nameOf(directory));
  };
  try {
    inDirectoryOf(path, write, { make: true });
  } catch (error) {
    throw explain(`cannot write ${path}`, error);
  }
}

interface Place {
  readonly name: string;
  readonly directory: Held;
  readonly owner: Owner | undefined;
}

/** Private until it is whole; then it gets the bits that it shall have, whatever the umask. */
function writeNew(temporary: string, content: string, mode: number, place?: Place): void {
  const file = openSync(temporary, 'wx', mode & 0o600);
  try {
    writeAll(file, content);
    if (place !== undefined) {
      const owner = ownerFor(place);
      if (owner !== undefined) give(`/proc/self/fd/${file}`, owner);
      fchmodSync(file, mode);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Who gets the file: who is named, else the owner of the one that it replaces. That one may have been put
 * there to become the owner of what is secret: it counts where its owner rules the directory anyway, or
 * nobody else could put anything.
 */
function ownerFor({ name, directory, owner }: Place): Owner | undefined {
  if (owner !== undefined) return owner;
  const before = lstatSync(name, { throwIfNoEntry: false });
  if (before?.isFile() !== true || before.uid === process.getuid?.()) return undefined;
  const isRightful =
    isClosed(directory.stat) || isOurs(before) || before.uid === directory.stat.uid;
  return isRightful ? before : undefined;
}

/** Proxmox's cluster file system keeps modes and durability to itself. */
export function onClusterFileSystem(path: string): boolean {
  return path.startsWith('/etc/pve/');
}

/** Makes names that were added to or taken from a directory survive a power cut. */
export function syncDirectory(directory: string): void {
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function writeAll(file: number, content: string): void {
  const bytes = Buffer.from(content);
  let written = 0;
  while (written < bytes.length) written += writeSync(file, bytes, written);
}
