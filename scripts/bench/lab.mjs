import { join } from 'node:path';
import { root } from '../lib/toolchain.mjs';
import { fromNothing } from './from-nothing.mjs';
import { site } from './site.mjs';

/**
 * A lab from nothing, by `--parallel`.
 * @param {{etc?: string, scale?: number, parallel?: readonly number[], learned?: boolean, runs?: number}} options
 */
export async function lab({
  etc = join(root, 'examples/etc'),
  scale = 0.3,
  parallel = [1, 2, 4, 8, 16],
  learned = false,
  runs = 3,
}) {
  return fromNothing({
    make: () => site(etc, scale),
    scale,
    parallel,
    learned,
    runs,
  });
}
