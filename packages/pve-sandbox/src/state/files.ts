import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { hostPath } from './paths.ts';

/** The text of a host file, undefined where there is none. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(hostPath(path), 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Writes a host file whole: aside, then moved into place, so that no reader sees half of it. */
export function writeText(path: string, text: string, mode = 0o644): void {
  const target = hostPath(path);
  mkdirSync(dirname(target), { recursive: true });
  const aside = `${target}.tmp.${process.pid}`;
  writeFileSync(aside, text, { mode });
  renameSync(aside, target);
}

/** Removes a host file or directory; nothing happens where there is none. */
export function remove(path: string): void {
  rmSync(hostPath(path), { recursive: true, force: true });
}

/** Names in a host directory, sorted; none where it does not exist. */
export function list(path: string): string[] {
  try {
    return readdirSync(hostPath(path)).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Whether a host path exists. */
export const exists = (path: string): boolean => existsSync(hostPath(path));

/** Whether a host path is a directory. */
export function isDirectory(path: string): boolean {
  return statSync(hostPath(path), { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'ENOENT' || error.code === 'ENOTDIR')
  );
}
