import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/toolchain.mjs';
import { inTurn, median, spread, table } from './measure.mjs';
import { labOf } from './shapes.mjs';
import { sharedLock } from './shared-lock.mjs';

const phoenix = join(root, 'dist/bin/phoenix');
const PER_NODE = 500;

/**
 * A cluster of so many nodes with 500 guests each: what one node reads when it has a configuration of its
 * own, and what one reads that has all; then what a storage that all share does to them.
 * @param {{nodes?: readonly number[], runs?: number}} options
 */
export async function cluster({ nodes = [1, 2, 5, 10, 20], runs = 5 }) {
  return [
    `Order, of ${PER_NODE} guests a node in one configuration:`,
    reading(nodes, runs),
    'Containers cloned on one shared storage, 4 at a time on each node, simulated:',
    onOneStorage(nodes),
  ].join('\n\n');
}

/** @param {readonly number[]} counts @param {number} runs */
function reading(counts, runs) {
  const labs = counts.map((count) => labOf('mixed', count * PER_NODE));
  try {
    const commands = labs.map((base) => ({
      argv: [phoenix, 'graph', '--no-status', '--json', '--base-dir', base],
    }));
    const measured = inTurn(commands, runs);
    const rows = measured.map((own, place) => {
      const seconds = own.map((run) => run.seconds);
      const ratios = seconds.map((run, turn) => run / (measured[0]?.[turn]?.seconds ?? Number.NaN));
      const memory = median(own.map(({ mebibytes }) => mebibytes)).toFixed(0);
      const count = counts[place] ?? 0;
      return [count, count * PER_NODE, spread(seconds, 3), spread(ratios, 1), memory];
    });
    return table(['nodes', 'guests', 's', 'times one node', 'MiB'], rows);
  } finally {
    for (const base of labs) rmSync(base, { recursive: true });
  }
}

/** Seconds of a clone on a real host, and of its allocation, as docs/scaling.md says. */
const HELD = [0.5, 2];
const CLONE = { guests: PER_NODE, jobs: 4, work: 10, deadline: 3600 };

/** @param {readonly number[]} counts */
function onOneStorage(counts) {
  const rows = HELD.flatMap((held) =>
    counts.map((count) => {
      const draw = lot();
      const { seconds, refused, failed, longest } = sharedLock({
        ...CLONE,
        nodes: count,
        held,
        draw,
      });
      const bound = Math.max(
        (PER_NODE / CLONE.jobs) * (CLONE.work + held),
        count * PER_NODE * held,
      );
      return [
        held,
        count,
        (seconds / 60).toFixed(0),
        (seconds / bound).toFixed(2),
        refused,
        failed,
        longest.toFixed(0),
      ];
    }),
  );
  const head = [
    's under the lock',
    'nodes',
    'min',
    'times the bound',
    'refused',
    'failed',
    'longest s',
  ];
  return table(head, rows);
}

/** Numbers from 0 to 1, the same each time. */
function lot() {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
