import { chmodSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Held, hold, nameOf, release } from './held.ts';
import type { Owner } from './host.ts';
import { ownDirectoryOf } from './own-directories.ts';
import { give, isOurs, isSteady } from './ownership.ts';
import { inDirectoryOf, MOST_LINKS, makeUnlessThere, trustedTarget } from './place.ts';
import { noDirectory, notOurs, notRootsAlone } from './refused-place.ts';
import { explain, systemError } from './system-error.ts';
import { onClusterFileSystem } from './write.ts';

/**
 * Makes a directory with its parents, and gives it that mode and owner when it has others. A link of root
 * in its place is the way to it: whoever has his journals on another disk.
 */
export function makeDirectory(path: string, mode: number, owner?: Owner): void {
  try {
    makeThere(path, mode, owner, 0);
  } catch (error) {
    throw explain(`cannot make directory ${path}`, error);
  }
}

function makeThere(path: string, mode: number, owner: Owner | undefined, links: number): void {
  const make = (name: string, parent: Held) => {
    const isNew = makeUnlessThere(name, mode);
    const there = hold(name, path);
    try {
      if (!there.stat.isSymbolicLink()) return settle(there, parent, isNew, mode, owner);
      if (links === MOST_LINKS) throw systemError('ELOOP', path);
      const target = resolve(parent.path, trustedTarget(name, path, parent));
      makeThere(target, mode, owner, links + 1);
    } finally {
      release(there);
    }
  };
  inDirectoryOf(path, make, { make: true });
}

function settle(there: Held, parent: Held, isNew: boolean, mode: number, owner?: Owner): void {
  const { path, stat } = there;
  if (!stat.isDirectory()) throw noDirectory(path);
  const own = ownDirectoryOf(path);
  if (own !== undefined && !isOurs(stat)) throw notRootsAlone(path, own);
  const { uid, gid } = owner ?? stat;
  const isOthers = uid !== stat.uid || gid !== stat.gid;
  const isOpen = (stat.mode & 0o7777) !== mode && !onClusterFileSystem(path);
  if (!isOthers && !isOpen) return;
  // Whoever may move things in the parent could have put the directory of a third there.
  const isTheirs = uid === parent.stat.uid || stat.uid === parent.stat.uid;
  if (!isNew && !isSteady(parent.stat) && !isTheirs) throw notOurs(path);
  if (isOthers) give(nameOf(there), { uid, gid });
  if (isOpen) chmodSync(nameOf(there), mode);
}
