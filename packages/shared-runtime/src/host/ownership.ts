import { chownSync, readFileSync, type Stats } from 'node:fs';
import type { Owner } from './host.ts';
import { errorCode } from './system-error.ts';

/** Owner and mode of something, as the kernel tells them. */
export type Owned = Pick<Stats, 'uid' | 'gid' | 'mode'>;

/** What owners without a number in this user namespace are shown as; outside of one: nobody. */
const OVERFLOW = 65_534;

const WRITABLE_BY_ALL = 0o002;
const WRITABLE_BY_GROUP = 0o020;
const STICKY = 0o1000;

/** Whether it belongs to root, or to who runs us: nobody else. */
export function isOurs({ uid }: Pick<Owned, 'uid'>): boolean {
  return uid === 0 || uid === process.geteuid?.() || (uid === OVERFLOW && !isNumbered(uid));
}

/** Whether everybody can write to it. */
export function isOpenToAll({ mode }: Pick<Owned, 'mode'>): boolean {
  return (mode & WRITABLE_BY_ALL) !== 0;
}

/** Whether a group can write to it, other than root's and our own. */
export function isOpenToGroup({ gid, mode }: Omit<Owned, 'uid'>): boolean {
  return (mode & WRITABLE_BY_GROUP) !== 0 && gid !== 0 && gid !== process.getegid?.();
}

/** Whether names in a directory can be taken away by their owners alone. */
export function isSticky({ mode }: Pick<Owned, 'mode'>): boolean {
  return (mode & STICKY) !== 0;
}

/** A file or directory that nobody but root and us can change. */
export function isClosed(owned: Owned): boolean {
  return isOurs(owned) && !isOpenToAll(owned) && !isOpenToGroup(owned);
}

/** A directory in which nobody else can move or remove what is ours: closed, or as /tmp is. */
export function isSteady(directory: Owned): boolean {
  return isClosed(directory) || (isOurs(directory) && isSticky(directory));
}

/**
 * Gives what has that name to somebody. In a user namespace in which he has no number there is nobody to
 * give it to, and it stays as it is.
 */
export function give(name: string, { uid, gid }: Owner): void {
  try {
    chownSync(name, uid, gid);
  } catch (error) {
    if (errorCode(error) !== 'EINVAL' || isNumbered(uid)) throw error;
  }
}

/** Whether that number means somebody here: in a user namespace only some do. */
function isNumbered(uid: number): boolean {
  try {
    const lines = readFileSync('/proc/self/uid_map', 'utf8').trim().split('\n');
    return lines.some((line) => {
      const [first = 0, , count = 0] = line.trim().split(/\s+/).map(Number);
      return uid >= first && uid < first + count;
    });
  } catch {
    return true;
  }
}
