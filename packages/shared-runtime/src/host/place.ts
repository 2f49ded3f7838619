import { lstatSync, mkdirSync, readlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { entryOf, type Held, hold, nameOf, release } from './held.ts';
import { ownDirectoryOf } from './own-directories.ts';
import { isClosed, isOurs, isSteady } from './ownership.ts';
import { linkOfOthers, notRootsAlone } from './refused-place.ts';
import { errorCode, systemError } from './system-error.ts';

const NEW_DIRECTORY = 0o755;
/** As many as Linux follows. */
export const MOST_LINKS = 40;

/**
 * Goes to the directory that a path lies in, step by step, and calls `use` with a name of the path that
 * leads there and nowhere else, whatever becomes of the directories above. A link on the way is followed
 * where nobody but root and we can have made it, and refused otherwise. That a directory belongs to others
 * is no reason to refuse: a home and a share do, and nothing that they put there is passed through. In
 * Phoenix's own directories it is one. `make` makes the directories that are not there, with mode 0755.
 */
export function inDirectoryOf<T>(
  path: string,
  use: (file: string, directory: Held) => T,
  { make = false } = {},
): T {
  const way: Way = { make, links: 0, own: undefined };
  const directory = goTo(hold('/', '/'), dirname(path).split('/'), way);
  try {
    return use(entryOf(directory, basename(path)), directory);
  } catch (error) {
    throw toldOf(path, error);
  } finally {
    release(directory);
  }
}

/** What is known of the way so far. */
interface Way {
  readonly make: boolean;
  /** Links that were followed. */
  readonly links: number;
  /** The directory of Phoenix's own that was entered. */
  readonly own: string | undefined;
}

/** Answers the directory at the end of the names; `here` is released unless it is that one. */
function goTo(here: Held, [name, ...rest]: readonly string[], way: Way): Held {
  if (name === undefined && (way.own === undefined || isClosed(here.stat))) return here;
  try {
    if (name === undefined) throw notRootsAlone(here.path, way.own ?? here.path);
    if (name === '' || name === '.') return goTo(again(here), rest, way);
    const next = enter(here, name, way.make);
    const own = way.own ?? ownDirectoryOf(next.path);
    if (next.stat.isSymbolicLink()) return follow(next, here, rest, { ...way, own });
    if (!next.stat.isDirectory() || (own !== undefined && !isSteady(next.stat))) {
      release(next);
      throw next.stat.isDirectory()
        ? notRootsAlone(next.path, own ?? next.path)
        : systemError('ENOTDIR', next.path);
    }
    return goTo(next, rest, { ...way, own });
  } finally {
    release(here);
  }
}

/** Goes on where a link leads; it is released. */
function follow(link: Held, here: Held, rest: readonly string[], way: Way): Held {
  try {
    if (way.links === MOST_LINKS) throw systemError('ELOOP', link.path);
    const target = trustedTarget(entryOf(here, basename(link.path)), link.path, here);
    const from = target.startsWith('/') ? hold('/', '/') : again(here);
    return goTo(from, [...target.split('/'), ...rest], { ...way, links: way.links + 1 });
  } finally {
    release(link);
  }
}

/**
 * Where a link in a directory leads. Throws when others can have made it. In a directory that is steady
 * nobody else can move a link of ours, so that its name goes on meaning it.
 */
export function trustedTarget(name: string, path: string, directory: Held): string {
  if (!isOurs(lstatSync(name)) || !isSteady(directory.stat)) throw linkOfOthers(path);
  return readlinkSync(name);
}

function enter(here: Held, name: string, make: boolean): Held {
  const path = join(here.path, name);
  const entry = entryOf(here, name);
  try {
    return hold(entry, path);
  } catch (error) {
    if (!make || errorCode(error) !== 'ENOENT') throw toldOf(path, error);
  }
  try {
    makeUnlessThere(entry, NEW_DIRECTORY);
    return hold(entry, path);
  } catch (error) {
    throw toldOf(path, error);
  }
}

/** Looking first would not do: managers that work at the same time make the same directories. */
export function makeUnlessThere(name: string, mode: number): boolean {
  try {
    mkdirSync(name, { mode });
    return true;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    return false;
  }
}

/** Another handle of a directory. */
function again(directory: Held): Held {
  return hold(`${nameOf(directory)}/.`, directory.path);
}

/** The error with the path that a person knows. */
function toldOf(path: string, error: unknown): unknown {
  const isHandle =
    error instanceof Error && 'path' in error && `${error.path}`.startsWith('/proc/self/fd/');
  return isHandle ? Object.assign(error, { path }) : error;
}
