// Runs of LetsGo that die, one after the other on one host, each somewhere else: phoenix alone, with
// its managers, or the host as a whole. Whatever came before, the last run ends it.
//
// RUNS=100 FIRST=1000 vitest run tests/e2e/lets-go-killed.test.ts tries others; the number of a run is
// its seed. Each has up to DEATHS deaths. A failure says by which deaths it came; TRAIL=FILE keeps those
// of hosts that ended well.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Death, type LabHost, prepareLab } from './lab-host.ts';
import { keepTrail, lotOf, moment, seeds } from './lab-lot.ts';
import { repeats } from './lab-repeats.ts';
import { labState, leftovers } from './lab-state.ts';

const DEATHS: number = Number(process.env.DEATHS ?? 6);
const GO = ['LetsGo', '--wait', '2m', '--progress', 'json'];

const lab = prepareLab('0.02');
let undisturbed: string[] = [];

beforeAll(async () => {
  const host = lab.copy();
  const { exit, stderr } = await host.phoenix(...GO);
  expect(exit, stderr).toBe(0);
  expect(leftovers(host)).toEqual([]);
  expect(repeats(host, 0)).toEqual([]);
  undisturbed = labState(host);
  host.destroy();
}, 120_000);
afterAll(() => lab.destroy());

test.each(seeds(2))('killed run %i', { timeout: 300_000 }, async (seed) => {
  const host = lab.copy();
  const trail: string[] = [`seed ${seed}`];
  const cuts = await deaths(host, seed, trail);
  const { exit, stderr } = await host.phoenix(...GO);
  const told = `${trail.join('; ')}\n${host.directory}\n`;
  expect(exit, `${told}${stderr.slice(-3000)}`).toBe(0);
  // What of an earlier run outlived its phoenix has been waited for.
  expect(host.processes(), told).toEqual([]);
  expect(leftovers(host), told).toEqual([]);
  expect(labState(host), told).toEqual(undisturbed);
  expect(repeats(host, cuts), told).toEqual([]);
  keepTrail(trail.join('; '));
  host.destroy();
});

/** Lets runs die until one ends well, and answers how many power cuts there were. */
async function deaths(host: LabHost, seed: number, trail: string[]): Promise<number> {
  const lot = lotOf(seed);
  let cuts = 0;
  for (let count = 0; count < DEATHS; count += 1) {
    const death = lot.of<Death>(['phoenix', 'managers', 'managers', 'power']);
    const going = host.start(...GO);
    const when = await moment(going, lot, 5000);
    if (going.isOver()) {
      const { exit, stderr } = await going.done;
      expect(exit, `${trail.join('; ')}: ${stderr.slice(-3000)}`).toBe(0);
      break;
    }
    await host.die(death);
    await going.done;
    trail.push(`${death} at ${when}`);
    if (death === 'power') cuts += 1;
  }
  return cuts;
}
