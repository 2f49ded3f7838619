import { closeSync } from 'node:fs';
import { dirname } from 'node:path';
import { exposureOf } from './exposure.ts';
import { openForAppending } from './open-plain.ts';
import { inDirectoryOf } from './place.ts';
import { openDirectory } from './refused-place.ts';
import { explain } from './system-error.ts';

/**
 * Takes a path for what another program is to write there by its name: an empty file is made, one that is
 * ours stays as it is. Throws where others could have put one there, or could put another in its place.
 */
export function reserve(path: string): void {
  try {
    inDirectoryOf(path, () => {
      const exposure = exposureOf(dirname(path));
      if (exposure !== undefined) throw openDirectory(exposure);
      closeSync(openForAppending(path, 0o644));
    });
  } catch (error) {
    throw explain(`cannot write ${path}`, error);
  }
}
