import { closeSync, constants, fstatSync, openSync, type Stats } from 'node:fs';

/** Of Linux, which Node does not name: a handle of what lies there, with which nothing can be done yet. */
export const O_PATH = 0o10000000;

/** Something of the file system that is held: whatever takes its name meanwhile is not it. */
export interface Held {
  /** What a person calls it. */
  readonly path: string;
  readonly file: number;
  readonly stat: Stats;
}

/** Takes hold of what has that name; a link at its end is not followed. To be released. */
export function hold(name: string, path: string): Held {
  const file = openSync(name, O_PATH | constants.O_NOFOLLOW);
  return { path, file, stat: fstatSync(file) };
}

export function release({ file }: Held): void {
  closeSync(file);
}

/** The name under which what is held can be opened and changed. */
export function nameOf({ file }: Held): string {
  return `/proc/self/fd/${file}`;
}

/** The name of an entry of a directory that is held. */
export function entryOf(directory: Held, name: string): string {
  return `${nameOf(directory)}/${name}`;
}
