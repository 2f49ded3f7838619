import {
  accessSync,
  appendFileSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PhoenixError } from '../errors.ts';
import type { FileInfo } from './host.ts';
import { readBytes, readHash, readText } from './read-file.ts';
import { errorCode, explain, isAbsent } from './system-error.ts';
import { systemPath } from './system-path.ts';
import { onClusterFileSystem, syncDirectory } from './write.ts';

export const exists = existsSync;

export function read(path: string): string | undefined {
  return unlessAbsent(`cannot read ${path}`, () => readText(path));
}

export function readPiece(path: string, offset: number, length: number): Uint8Array | undefined {
  return unlessAbsent(`cannot read ${path}`, () => readBytes(path, offset, length));
}

export function list(directory: string): readonly string[] {
  const names = unlessAbsent(`cannot list ${directory}`, () => readdirSync(directory));
  return (names ?? []).sort();
}

export function info(path: string): FileInfo | undefined {
  const stat = unlessAbsent(`cannot look at ${path}`, () => lstatSync(path));
  if (stat === undefined) return undefined;
  const { uid, gid, size } = stat;
  return { kind: kindOf(stat), uid, gid, size, mode: stat.mode & 0o7777 };
}

export function hash(path: string): string | undefined {
  return unlessAbsent(`cannot read ${path}`, () => readHash(path));
}

export function program(name: string): string | undefined {
  if (name.includes('/')) return isProgram(name) ? name : undefined;
  const directories = systemPath(process.env.PATH).split(':');
  return directories.map((directory) => join(directory, name)).find(isProgram);
}

export function makeDirectory(
  path: string,
  mode: number,
  owner?: { uid: number; gid: number },
): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
    makeUnlessThere(path, mode);
    const stat = lstatSync(path);
    if (!stat.isDirectory()) {
      throw new PhoenixError(`cannot make directory ${path}: there is a file of that name`, {
        hint: `see what it is (ls -l ${path}), and move it away`,
      });
    }
    if (owner !== undefined && (stat.uid !== owner.uid || stat.gid !== owner.gid)) {
      chownSync(path, owner.uid, owner.gid);
    }
    if ((stat.mode & 0o7777) !== mode && !onClusterFileSystem(path)) chmodSync(path, mode);
  } catch (error) {
    if (error instanceof PhoenixError) throw error;
    throw explain(`cannot make directory ${path}`, error);
  }
}

/** Looking first would not do: managers that work at the same time make the same directories. */
function makeUnlessThere(path: string, mode: number): void {
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

export function remove(path: string): void {
  try {
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return;
    rmSync(path, { recursive: true, force: true });
    if (!onClusterFileSystem(path)) syncDirectory(dirname(path));
  } catch (error) {
    if (!isAbsent(error)) throw explain(`cannot remove ${path}`, error);
  }
}

export function rename(from: string, to: string): void {
  try {
    renameSync(from, to);
    if (!onClusterFileSystem(to)) syncDirectory(dirname(to));
  } catch (error) {
    throw explain(`cannot rename ${from} to ${to}`, error);
  }
}

export function append(path: string, text: string, mode = 0o644): void {
  try {
    appendFileSync(path, text, { mode });
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
