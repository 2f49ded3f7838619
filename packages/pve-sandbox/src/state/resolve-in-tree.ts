import { lstatSync, readlinkSync } from 'node:fs';
import { posix } from 'node:path';
import { hostPath } from './paths.ts';

/** A directory of the host that a guest sees at a path of its own. */
export interface Mounted {
  source: string;
  target: string;
}

/**
 * The host path of what a guest calls `path`: links are followed as the guest would, never out of
 * its tree, and into what is mounted there.
 */
export function resolveInTree(tree: string, path: string, mounts: readonly Mounted[] = []): string {
  let inside = '/';
  const rest = path.split('/').filter((part) => part !== '');
  for (let links = 0; rest.length > 0; ) {
    const part = rest.shift() ?? '';
    if (part === '.') continue;
    if (part === '..') {
      inside = posix.dirname(inside);
      continue;
    }
    const next = posix.join(inside, part);
    const target = linkTarget(place(tree, next, mounts));
    if (target === undefined || links++ > 40) {
      inside = next;
      continue;
    }
    if (target.startsWith('/')) inside = '/';
    rest.unshift(...target.split('/').filter((word) => word !== ''));
  }
  return place(tree, inside, mounts);
}

function place(tree: string, inside: string, mounts: readonly Mounted[]): string {
  const over = mounts
    .map(({ source, target }) => ({ source, target: posix.join('/', target) }))
    .filter(({ target }) => inside === target || inside.startsWith(`${target}/`))
    .sort((a, b) => b.target.length - a.target.length)[0];
  return over === undefined
    ? posix.join(tree, inside)
    : posix.join(over.source, inside.slice(over.target.length));
}

function linkTarget(path: string): string | undefined {
  const stat = lstatSync(hostPath(path), { throwIfNoEntry: false });
  return stat?.isSymbolicLink() ? readlinkSync(hostPath(path)) : undefined;
}
