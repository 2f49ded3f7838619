import { dirname } from 'node:path';
import { PhoenixError } from './errors.ts';
import { EXIT } from './exit-codes.ts';
import type { Host } from './host/host.ts';

/**
 * The file that a flag names for a result, by its absolute path. Throws (66) where there can be no such
 * file: without its directory, or where something else has that name. `example` is a flag with a file.
 */
export function fileToWrite(host: Pick<Host, 'info'>, path: string, example: string): string {
  const directory = dirname(path);
  const kind = host.info(path)?.kind;
  if (kind !== undefined && kind !== 'file')
    throw cannotWrite(path, 'what is there is no file', example);
  if (host.info(directory) === undefined)
    throw cannotWrite(path, `there is no directory ${directory}`, example);
  return path;
}

/** The refusal (66) of a file that a flag names. */
export function cannotWrite(path: string, why: string, example: string): PhoenixError {
  return new PhoenixError(`cannot write ${path}: ${why}`, {
    hint: `name a file in a directory that you may write to: ${example}`,
    exit: EXIT.notFound,
  });
}
