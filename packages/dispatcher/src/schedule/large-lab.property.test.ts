import * as fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { simulate } from './simulate.ts';
import type { Task } from './task.ts';

// PHOENIX_RUNS asks for more labs than `npm test` tries.
vi.setConfig({ testTimeout: 7_200_000 });

const GUESTS = 500;
const RUNS = Number(process.env.PHOENIX_RUNS ?? 20);

/** A lab of 500 guests: each stands on up to three earlier ones, and may share a lock of ten. */
const labs = fc.record({
  seed: fc.integer(),
  parallel: fc.integer({ min: 1, max: 32 }),
  /** How far back those lie that a guest stands on: near makes chains, far makes a wide lab. */
  reach: fc.integer({ min: 1, max: GUESTS }),
});

/** Drawn by a generator of its own (an LCG): 500 sketches a lab would be drawn for minutes. */
function tasksOf(seed: number, reach: number): Task[] {
  let state = seed >>> 0;
  const below = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return Array.from({ length: GUESTS }, (_, id) => {
    const seconds = 1 + below(60);
    const back = Array.from({ length: below(4) }, () => id - 1 - below(reach));
    const lock = below(20);
    return {
      id,
      needs: [...new Set(back.filter((need) => need >= 0))],
      seconds,
      holds: lock < 10 ? [{ name: `lock ${lock}`, seconds: 1 + below(seconds) }] : [],
    };
  });
}

test('500 guests: nobody begins before what it stands on, all come to their end', () => {
  fc.assert(
    fc.property(labs, ({ seed, parallel, reach }) => {
      const tasks = tasksOf(seed, reach);
      const { times } = simulate(tasks, { parallel, holders: () => 1 });
      expect(times.size).toBe(GUESTS);
      const early = tasks.flatMap(({ id, needs }) =>
        needs.filter((need) => (times.get(id)?.begin ?? -1) < (times.get(need)?.end ?? 0) - 1e-9),
      );
      expect(early).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});
