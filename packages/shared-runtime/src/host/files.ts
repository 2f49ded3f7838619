import {
  accessSync,
  appendFileSync,
  closeSync,
  constants,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nameOf } from './held.ts';
import type { FileInfo } from './host.ts';
import { openForAppending, openInPlace } from './open-plain.ts';
import { ownDirectoryOf } from './own-directories.ts';
import { inDirectoryOf } from './place.ts';
import { readBytes, readHash, readText, readTextOf } from './read-file.ts';
import { explain, isAbsent } from './system-error.ts';
import { systemPath } from './system-path.ts';
import { onClusterFileSystem, syncDirectory } from './write.ts';

export const exists = existsSync;

export function read(path: string): string | undefined {
  // What others could have put into a directory of our own, or taken from it, is not believed.
  const own = ownDirectoryOf(path);
  if (own !== undefined) return isAbsentBelow(own, path) ? undefined : readInPlace(path);
  return unlessAbsent(`cannot read ${path}`, () => readText(path));
}

/** Directories of our own that have been gone into: nobody but root can change what is in them. */
const sound = new Set<string>();

/** Of every guest something is asked for that is mostly not there: going in once is enough for that. */
function isAbsentBelow(own: string, path: string): boolean {
  const look = () => {
    if (!sound.has(own)) inDirectoryOf(`${own}/.`, () => sound.add(own));
    return lstatSync(path);
  };
  return unlessAbsent(`cannot read ${path}`, look) === undefined;
}

export function readPiece(path: string, offset: number, length: number): Uint8Array | undefined {
  return unlessAbsent(`cannot read ${path}`, () => readBytes(path, offset, length));
}

export function list(directory: string): readonly string[] {
  const names = unlessAbsent(`cannot list ${directory}`, () =>
    ownDirectoryOf(directory) === undefined
      ? readdirSync(directory)
      : inDirectoryOf(`${directory}/.`, (_, { file }) => readdirSync(`/proc/self/fd/${file}`)),
  );
  return (names ?? []).sort();
}

export function info(path: string): FileInfo | undefined {
  const stat = unlessAbsent(`cannot look at ${path}`, () =>
    ownDirectoryOf(path) === undefined
      ? lstatSync(path)
      : inDirectoryOf(path, (name) => lstatSync(name)),
  );
  if (stat === undefined) return undefined;
  const { uid, gid, size } = stat;
  return { kind: kindOf(stat), uid, gid, size, mode: stat.mode & 0o7777 };
}

export function hash(path: string): string | undefined {
  return unlessAbsent(`cannot read ${path}`, () =>
    ownDirectoryOf(path) === undefined ? readHash(path) : inDirectoryOf(path, readHash),
  );
}

export function program(name: string): string | undefined {
  if (name.includes('/')) return isProgram(name) ? name : undefined;
  const directories = systemPath(process.env.PATH).split(':');
  return directories.map((directory) => join(directory, name)).find(isProgram);
}

/** Text of a plain file at this very path: what `write` would replace, and nothing that a link leads to. */
export function readInPlace(path: string): string | undefined {
  return unlessAbsent(`cannot read ${path}`, () => readTextOf(openInPlace(path), path));
}

export function remove(path: string): void {
  const isCluster = onClusterFileSystem(path);
  try {
    inDirectoryOf(path, (name, directory) => {
      if (lstatSync(name, { throwIfNoEntry: false }) === undefined) return;
      rmSync(name, { recursive: true, force: true });
      if (!isCluster) syncDirectory(nameOf(directory));
    });
  } catch (error) {
    if (!isAbsent(error)) throw explain(`cannot remove ${path}`, error);
  }
}

export function rename(from: string, to: string): void {
  try {
    inDirectoryOf(from, (before) =>
      inDirectoryOf(to, (after, directory) => {
        renameSync(before, after);
        if (!onClusterFileSystem(to)) syncDirectory(nameOf(directory));
      }),
    );
  } catch (error) {
    throw explain(`cannot rename ${from} to ${to}`, error);
  }
}

export function append(path: string, text: string, mode = 0o644): void {
  try {
    const file = openForAppending(path, mode);
    try {
      appendFileSync(file, text);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw explain(`cannot write ${path}`, error);
  }
}

export function temporaryDirectory(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'phoenix-'));
  } catch (error) {
    throw explain('cannot make a temporary directory', error);
  }
}

function unlessAbsent<T>(attempt: string, look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw explain(attempt, error);
  }
}

function kindOf(stat: Stats): FileInfo['kind'] {
  if (stat.isFile()) return 'file';
  if (stat.isDirectory()) return 'directory';
  return stat.isSymbolicLink() ? 'link' : 'other';
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
