import { basename, dirname, join } from 'node:path';

/**
 * Where a file is written before it takes its name. One fixed name per target, so that what a
 * killed write leaves behind is replaced by the next one.
 */
export function temporaryOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.phoenix-tmp`);
}
