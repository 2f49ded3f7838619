import { closeSync, constants, openSync, readdirSync, readSync } from 'node:fs';
import { entryOf, type Held, hold, nameOf, O_PATH, release } from './held.ts';
import { explain, isAbsent } from './system-error.ts';

/** The handle of what a link leads to. */
const FOLLOWED = O_PATH | constants.O_DIRECTORY;

/**
 * The texts of the plain files in a directory below a root that somebody else rules, such as that of a
 * container, by name; files that are larger than `most` bytes are left out. Nothing but directories is
 * passed through and nothing but plain files is opened, whatever is put in their place meanwhile. A root
 * or directory that is not there has none.
 */
export function filesBelow(
  root: string,
  directory: string,
  most: number,
): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  try {
    const start = openSync(root, FOLLOWED);
    try {
      inDirectory(`/proc/self/fd/${start}`, directory.split('/').filter(Boolean), (held) => {
        for (const name of readdirSync(nameOf(held))) {
          const text = smallText(entryOf(held, name), most);
          if (text !== undefined) texts.set(name, text);
        }
      });
    } finally {
      closeSync(start);
    }
  } catch (error) {
    if (!isAbsent(error)) throw explain(`cannot read ${directory} in ${root}`, error);
  }
  return texts;
}

function inDirectory(
  name: string,
  [first, ...rest]: readonly string[],
  use: (held: Held) => void,
): void {
  const held = hold(`${name}/${first ?? '.'}`, name);
  try {
    if (!held.stat.isDirectory()) return;
    if (first === undefined) use(held);
    else inDirectory(nameOf(held), rest, use);
  } finally {
    release(held);
  }
}

function smallText(name: string, most: number): string | undefined {
  let held: Held | undefined;
  try {
    held = hold(name, name);
    if (!held.stat.isFile() || held.stat.size > most) return undefined;
    const file = openSync(nameOf(held), 'r');
    try {
      const buffer = Buffer.alloc(most);
      return buffer.toString('utf8', 0, readSync(file, buffer));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    // It went meanwhile.
    if (isAbsent(error)) return undefined;
    throw error;
  } finally {
    if (held !== undefined) release(held);
  }
}
