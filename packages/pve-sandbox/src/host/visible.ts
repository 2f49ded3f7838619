import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { Bind } from './mounts.ts';

/**
 * Directories of the machine that COMMAND is to see read-only at their own paths: where it was
 * called from, the sandbox's program, COMMAND itself. What the host has of its own at such a path
 * stays in front; so do top-level directories and what the machine's /usr shows anyway.
 */
export function visibleBinds(dir: string, root: string, paths: readonly string[]): Bind[] {
  const wanted = [...new Set(paths)]
    .filter((path) => isAbsolute(path) && path.split('/').length > 2)
    .filter((path) => !/^\/(proc|dev|sys|s?bin|lib\w*|usr\/(?!local\/))/.test(`${path}/`))
    .filter((path) => isDirectory(path) && !hasOwn(join(dir, path)))
    .sort();
  const tops = wanted.filter((path) => !wanted.some((other) => path.startsWith(`${other}/`)));
  return tops.map((path) => {
    mkdirSync(join(dir, path), { recursive: true, mode: 0o755 });
    return { source: path, target: `${root}${path}`, readOnly: true, deep: true };
  });
}

/** The directory of a command given by path; a bare name is found on PATH. */
export function commandDirectory(command: string): string[] {
  return isAbsolute(command) ? [dirname(command)] : [];
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function hasOwn(path: string): boolean {
  return existsSync(path) && (!isDirectory(path) || readdirSync(path).length > 0);
}
