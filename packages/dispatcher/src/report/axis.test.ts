import { expect, it } from 'vitest';
import { marksOf } from './axis.ts';

it.each([
  [0.4, [0]],
  [2.4, [0, 0.5, 1, 1.5, 2]],
  [22, [0, 5, 10, 15, 20]],
  [90, [0, 30, 60, 90]],
  [1750, [0, 600, 1200]],
  [
    3 * 86_400,
    [0, 43_200, 86_400, 129_600, 172_800, 216_000, 259_200].filter((_, at) => at % 2 === 0),
  ],
  [40 * 86_400, [0, 8, 16, 24, 32, 40].map((days) => days * 86_400)],
])('an axis of %d seconds has round marks, not too many', (seconds, marks) => {
  expect(marksOf(seconds)).toEqual(marks);
});
