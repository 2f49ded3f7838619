import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/toolchain.mjs';
import { inTurn, median, spread, table } from './measure.mjs';
import { labOf, SHAPES } from './shapes.mjs';

const phoenix = join(root, 'dist/bin/phoenix');

/**
 * Reading, judging and ordering a configuration of so many guests, the start of the program included:
 * `phoenix graph --no-status --json`, which asks no manager.
 * @param {{runs?: number, sizes?: readonly number[]}} options
 */
export async function order({ runs = 5, sizes = [10, 50, 100, 500, 1000, 5000] }) {
  const rows = [];
  for (const shape of Object.keys(SHAPES)) {
    const labs = sizes.map((count) => labOf(shape, count));
    const commands = labs.map((base) => ({
      argv: [phoenix, 'graph', '--no-status', '--json', '--base-dir', base],
    }));
    const start = { argv: [phoenix, '--version'] };
    const [alone = [], ...measured] = inTurn([start, ...commands], runs);
    for (const [place, own] of measured.entries()) {
      const seconds = own.map((one) => one.seconds);
      const ratios = seconds.map((one, turn) => one / (alone[turn]?.seconds ?? Number.NaN));
      rows.push([
        shape,
        sizes[place] ?? 0,
        spread(seconds, 3),
        spread(ratios, 1),
        median(own.map(({ mebibytes }) => mebibytes)).toFixed(0),
      ]);
    }
    for (const base of labs) rmSync(base, { recursive: true });
  }
  return table(['shape', 'guests', 's', 'times --version', 'MiB'], rows);
}
