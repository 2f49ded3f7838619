import { join } from 'node:path';
import { root } from '../lib/toolchain.mjs';
import { fromNothing } from './from-nothing.mjs';
import { site } from './site.mjs';

/**
 * A lab from nothing, by `--parallel`.
 * @param {{etc?: string, scale?: string, parallel?: string, learned?: boolean, runs?: string}} options
 */
export async function lab({
  etc = join(root, 'examples/etc'),
  scale = '0.3',
  parallel = '1,2,4,8,16',
  learned = false,
  runs = '3',
}) {
  return fromNothing({
    make: () => site(etc, Number(scale)),
    scale: Number(scale),
    parallel: parallel.split(',').map(Number),
    learned,
    runs: Number(runs),
  });
}
