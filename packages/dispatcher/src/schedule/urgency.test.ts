import * as fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { longestPaths } from './longest-path.ts';
import { simulate } from './simulate.ts';
import type { Task } from './task.ts';
import { urgencies } from './urgency.ts';

vi.setConfig({ testTimeout: 120_000 });

const limits = { parallel: 2, holders: () => 1 };
const task = (id: number, seconds: number, needs: number[] = []): Task => ({
  id,
  seconds,
  needs,
  holds: [],
});

/** A list that list scheduling by longest ways takes 14 s for, and that can be done in 13. */
const list = [task(1, 4), task(2, 4), task(3, 5), task(4, 5), task(5, 6)];

test('an order is found that ends sooner than that of the longest ways', () => {
  const ways = simulate(list, limits).seconds;
  const { seconds } = simulate(list, limits, urgencies(list, limits));
  expect(seconds).toBeLessThan(ways);
});

test('the order that is found is the same in every version', () => {
  const found = [...urgencies(list, limits)].map(([id, urgency]) => `${id} ${urgency.toFixed(3)}`);
  expect(found).toEqual(['1 2.946', '2 3.477', '3 5.021', '4 6.024', '5 3.303']);
  expect(simulate(list, limits, urgencies(list, limits)).seconds).toBe(13);
});

test('longest ways that cannot be bettered are not searched', () => {
  const chain = [task(1, 4), task(2, 9, [1]), task(3, 1)];
  expect(urgencies(chain, limits)).toEqual(longestPaths(chain));
});

test('one guess among many is enough to search nothing', () => {
  const some = list.map((one, index) => (index === 2 ? { ...one, guessed: true as const } : one));
  expect(urgencies(some, limits)).toEqual(longestPaths(some));
});

test('what is only guessed is not searched', () => {
  const guessed = list.map((one) => ({ ...one, guessed: true as const }));
  expect(urgencies(guessed, limits)).toEqual(longestPaths(guessed));
});

test('it is never worse, knows every task, and is always the same', () => {
  const tasks = fc
    .array(
      fc.record({
        seconds: fc.integer({ min: 1, max: 60 }),
        needs: fc.uniqueArray(fc.nat(20), { maxLength: 2 }),
      }),
      { minLength: 1, maxLength: 20 },
    )
    .map((list) =>
      list.map(({ seconds, needs }, id) =>
        task(
          id,
          seconds,
          needs.filter((need) => need < id),
        ),
      ),
    );
  fc.assert(
    fc.property(tasks, fc.integer({ min: 1, max: 5 }), (some, parallel) => {
      const most = { parallel, holders: () => 1 };
      const found = urgencies(some, most);
      expect(found.size).toBe(some.length);
      expect(urgencies(some, most)).toEqual(found);
      const { seconds } = simulate(some, most, found);
      expect(seconds).toBeLessThanOrEqual(simulate(some, most).seconds);
    }),
    { numRuns: 100 },
  );
});
