import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { explain } from './system-error.ts';
import { temporaryOf } from './temporary-name.ts';

/**
 * Writes a whole file atomically: temporary file beside it, fsync, rename, fsync of the directory.
 * Missing parent directories are made; a file that is replaced hands on its owner.
 */
export function writeAtomically(path: string, content: string, mode = 0o644): void {
  const directory = dirname(path);
  const temporary = temporaryOf(path);
  const cluster = onClusterFileSystem(path);
  try {
    mkdirSync(directory, { recursive: true });
    rmSync(temporary, { force: true });
    // Private until it is whole; then it gets the bits that it shall have, whatever the umask.
    const file = openSync(temporary, 'wx', mode & 0o600);
    try {
      writeAll(file, content);
      if (!cluster) {
        const owner = lstatSync(path, { throwIfNoEntry: false });
        if (owner?.isFile() === true && owner.uid !== process.getuid?.())
          fchownSync(file, owner.uid, owner.gid);
        fchmodSync(file, mode);
      }
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
    if (!cluster) syncDirectory(directory);
  } catch (error) {
    throw explain(`cannot write ${path}`, error);
  }
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
