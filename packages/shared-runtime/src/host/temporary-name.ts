import { basename, dirname, join } from 'node:path';

let count = 0;

/**
 * Where a file is written before it takes its name. One fixed name per target, so that what a
 * killed write leaves behind is replaced by the next one.
 */
export function temporaryOf(path: string): string {
  return join(dirname(path), temporaryName(path, true));
}

/** The name alone; where others could take a name that they know, it is one that they do not. */
export function temporaryName(path: string, isFixed: boolean): string {
  if (isFixed) return `.${basename(path)}.phoenix-tmp`;
  count += 1;
  const word = `${process.pid}-${count}-${Math.random().toString(36).slice(2)}`;
  return `.${basename(path)}.phoenix-${word}`;
}
