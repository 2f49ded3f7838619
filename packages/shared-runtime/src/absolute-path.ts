import { resolve } from 'node:path';
import { PhoenixError } from './errors.ts';
import { EXIT } from './exit-codes.ts';

/** A typed path, from the root on. Throws (66) for one that starts from a working directory that is gone. */
export function absolutePath(typed: string): string {
  try {
    return resolve(typed);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new PhoenixError(`cannot find ${typed}: the working directory is not there any more`, {
      hint: 'type the whole path, from / on, or cd to a directory that is there',
      exit: EXIT.notFound,
    });
  }
}
