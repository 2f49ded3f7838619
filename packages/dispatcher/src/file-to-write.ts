import { dirname, resolve } from 'node:path';
import { EXIT, PhoenixError } from '@phoenix/shared-runtime';
import type { World } from './world.ts';

/**
 * The file that a word names. Throws (66) when there is no such directory, and (64) when the name is
 * that of something else than a file, which would be replaced.
 */
export function fileToWrite(typed: string, { cwd, host }: World): string {
  const path = resolve(cwd, typed);
  if (!host.exists(dirname(path)))
    throw new PhoenixError(`cannot write ${path}: there is no directory ${dirname(path)}`, {
      exit: EXIT.notFound,
    });
  const kind = host.info(path)?.kind;
  if (kind === undefined || kind === 'file') return path;
  throw new PhoenixError(`cannot write ${path}: it is no file`, {
    exit: EXIT.usage,
    hint: 'name a file in a directory that is there',
  });
}
