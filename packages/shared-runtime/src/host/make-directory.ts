import { chmodSync } from 'node:fs';
import { type Held, hold, nameOf, release } from './held.ts';
import type { Owner } from './host.ts';
import { ownDirectoryOf } from './own-directories.ts';
import { give, isOurs, isSteady } from './ownership.ts';
import { inDirectoryOf, makeUnlessThere } from './place.ts';
import { noDirectory, notOurs, notRootsAlone } from './refused-place.ts';
import { explain } from './system-error.ts';
import { onClusterFileSystem } from './write.ts';

/** Makes a directory with its parents, and gives it that mode and owner when it has others. */
export function makeDirectory(path: string, mode: number, owner?: Owner): void {
  const make = (name: string, parent: Held) => {
    const isNew = makeUnlessThere(name, mode);
    const there = hold(name, path);
    try {
      settle(there, parent, isNew, mode, owner);
    } finally {
      release(there);
    }
  };
  try {
    inDirectoryOf(path, make, { make: true });
  } catch (error) {
    throw explain(`cannot make directory ${path}`, error);
  }
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
