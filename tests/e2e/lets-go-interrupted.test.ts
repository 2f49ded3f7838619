// Runs of LetsGo that are told to stop, one after the other on one host: by Ctrl-C, which reaches phoenix
// alone because managers are in sessions of their own, by a second one shortly after, by SIGTERM or
// SIGHUP. Each leaves a host without anything half-made, and the last run ends all.
//
// RUNS=20 FIRST=1000 vitest run tests/e2e/lets-go-interrupted.test.ts tries others; the number of a run
// is its seed. Each is interrupted up to STOPS times. A failure says how; TRAIL=FILE keeps how of hosts
// that ended well.
import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Going, type LabHost, prepareLab } from './lab-host.ts';
import { keepTrail, type Lot, lotOf, moment, seeds } from './lab-lot.ts';
import { repeats } from './lab-repeats.ts';
import { halfMade, labState, leftovers } from './lab-state.ts';

const STOPS = Number(process.env.STOPS ?? 6);
const GO = ['LetsGo', '--progress', 'json'];
/** Milliseconds that a signal may take from us over phoenix to the last manager, on a busy machine. */
const WAY = 250;

const SIGNALS = [
  { name: 'SIGINT', exit: 130 },
  { name: 'SIGINT', exit: 130 },
  { name: 'SIGTERM', exit: 143 },
  { name: 'SIGHUP', exit: 143 },
] as const;

const lab = prepareLab('0.02');
let undisturbed: string[] = [];

beforeAll(async () => {
  const host = lab.copy();
  expect((await host.phoenix(...GO)).exit).toBe(0);
  undisturbed = labState(host);
  host.destroy();
}, 120_000);
afterAll(() => lab.destroy());

test.each(seeds(1))('interrupted run %i', { timeout: 300_000 }, async (seed) => {
  const host = lab.copy();
  const lot = lotOf(seed);
  let trail = `seed ${seed}`;
  for (let count = 0; count < STOPS; count += 1) {
    const runs = host.journals().length;
    const going = host.start(...GO);
    trail += `; ${await moment(going, lot, 5000)}`;
    if (going.isOver()) break;
    trail += ` ${await stop(going, lot, { host, runs }, trail)}`;
    expect(host.processes(), trail).toEqual([]);
    expect(halfMade(host), trail).toEqual([]);
  }
  const { exit, stderr } = await host.phoenix(...GO);
  expect(exit, `${trail}: ${stderr.slice(-3000)}`).toBe(0);
  expect(leftovers(host), trail).toEqual([]);
  expect(labState(host), trail).toEqual(undisturbed);
  expect(repeats(host, 0), trail).toEqual([]);
  keepTrail(trail);
  host.destroy();
});

/** Tells a run to stop, once or twice; what it begins afterwards is a failure. */
async function stop(
  going: Going,
  lot: Lot,
  { host, runs }: { host: LabHost; runs: number },
  trail: string,
): Promise<string> {
  const { name, exit } = lot.of(SIGNALS);
  const again = lot.below(2) === 1 ? 20 + lot.below(400) : undefined;
  const told = Date.now();
  going.signal(name);
  if (again !== undefined) {
    await Promise.race([sleep(again), going.done]);
    going.signal(name);
  }
  const what = again === undefined ? name : `${name} twice within ${again} ms`;
  const ended = await going.done;
  const journals = host.journals();
  const [last = []] = journals.slice(-1);
  const late = last.filter(({ type, time }) => type === 'operation-start' && time > told + WAY);
  expect(late, `${trail} ${what}: began after it`).toEqual([]);
  // While it only plans, a signal ends it as it ends any program.
  const planned = journals.length === runs ? [128 + constants.signals[name]] : [];
  // It may have ended before it heard of it.
  if (ended.exit !== 0)
    expect([exit, ...planned], `${trail} ${what}: ${ended.stderr.slice(-3000)}`).toContain(
      ended.exit,
    );
  return what;
}
