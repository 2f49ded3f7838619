import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Going } from './lab-host.ts';

/** Draws lots, the same ones for the same seed. */
export interface Lot {
  /** From 0 to below `most`. */
  below(most: number): number;
  of<Thing>(things: readonly Thing[]): Thing;
}

/** A lot of a seed. */
export function lotOf(seed: number): Lot {
  let state = Math.imul(seed, 2_654_435_761) >>> 0 || 1;
  const next = () => {
    // xorshift32
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
  for (let index = 0; index < 8; index += 1) next();
  const below = (most: number) => Math.floor(next() * most);
  return { below, of: (things) => things[below(things.length)] as (typeof things)[number] };
}

/** The numbers of the runs that a file makes, by RUNS and FIRST; the number of a run is its seed. */
export function seeds(usual: number): number[] {
  const first = Number(process.env.FIRST ?? 1);
  return Array.from({ length: Number(process.env.RUNS ?? usual) }, (_, index) => first + index);
}

/** Writes down what a host went through that ended well, where TRAIL names a file: for counting. */
export function keepTrail(trail: string): void {
  const { TRAIL } = process.env;
  if (TRAIL !== undefined) appendFileSync(TRAIL, `${trail}\n`);
}

/**
 * Waits for a moment by lot, and says which: some milliseconds, or the moment of an event. Events are
 * where one command has ended and the next begins, which few moments of a clock are.
 */
export async function moment(going: Going, lot: Lot, within: number): Promise<string> {
  if (lot.below(2) === 0) {
    const time = 300 + lot.below(within);
    await Promise.race([sleep(time), going.done]);
    return `${time} ms`;
  }
  const number = 2 + lot.below(within / 12);
  while (!going.isOver() && going.events.length < number)
    await Promise.race([sleep(2), going.done]);
  return `event ${number}`;
}
