// Runs of `phoenix setup` that die at every operation, one after the other on one host: each run
// carries out one operation and is killed in the next, with its manager or with the host as a whole.
// Whatever came before, the last run ends it, and the host is as one on which nobody died.
//
// RUNS=5 FIRST=100 vitest run tests/e2e/setup-killed.test.ts tries other moments and deaths; the number
// of a run is its seed. ETC=DIR takes another configuration.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Death, type Going, prepareBare } from './lab-host.ts';
import { keepTrail, lotOf, seeds } from './lab-lot.ts';
import { changes, EXAMPLE, hostState } from './setup-host.ts';

const GO = ['setup', '--wait', '2m', '--progress', 'json'];

/** More deaths than any configuration has operations. */
const MOST = 300;

const bare = prepareBare(process.env.ETC ?? EXAMPLE);
let undisturbed: string[] = [];

beforeAll(async () => {
  const host = bare.copy();
  const { exit, stderr } = await host.phoenix(...GO);
  expect(exit, stderr).toBe(0);
  undisturbed = hostState(host);
  host.destroy();
}, 120_000);
afterAll(() => bare.destroy());

test.each(seeds(1))('killed in every operation, run %i', { timeout: 600_000 }, async (seed) => {
  const host = bare.copy();
  const lot = lotOf(seed);
  const trail: string[] = [`seed ${seed}`];
  for (let count = 0; count < MOST; count += 1) {
    const going = host.start(...GO);
    // The first operation is let through, so that each run comes further than the one before.
    await begun(going, 2);
    await new Promise((resolve) => setTimeout(resolve, lot.below(60)));
    if (going.isOver()) break;
    const death = lot.of<Death>(['managers', 'power']);
    await host.die(death);
    await going.done;
    trail.push(death);
  }
  const { exit, stderr } = await host.phoenix(...GO);
  const told = `${trail.join('; ')}\n${host.directory}\n`;
  expect(exit, `${told}${stderr.slice(-3000)}`).toBe(0);
  expect(trail.length, told).toBeGreaterThan(10);
  expect(hostState(host), told).toEqual(undisturbed);
  expect(host.processes(), told).toEqual([]);
  host.clearLog();
  expect((await host.phoenix(...GO)).exit, told).toBe(0);
  expect(changes(host), told).toEqual([]);
  keepTrail(trail.join('; '));
  host.destroy();
});

/** Waits until so many operations have begun, or the run is over. */
async function begun(going: Going, count: number): Promise<void> {
  while (!going.isOver() && operationsBegun(going) < count)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

function operationsBegun({ said }: Going): number {
  return said().split('"type":"operation-start"').length - 1;
}
