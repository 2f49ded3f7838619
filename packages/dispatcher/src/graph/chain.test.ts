import type { PhoenixEvent } from '@phoenix/shared-runtime';
import { describe, expect, it, test } from 'vitest';
import { chainLine, chainOf, makingTimes } from './chain.ts';

const result = (
  guest: number | string,
  seconds: number,
  outcome: 'created' | 'changed' | 'failed' = 'created',
): PhoenixEvent => ({ type: 'guest-result', guest, outcome, seconds });

test('the time of a making is the median of the last five that went well', () => {
  const times = makingTimes([
    ...[4, 90, 3, 5, 4, 1000, 1000].map((seconds) => result(950, seconds)),
    result(951, 7, 'changed'),
    result(951, 8, 'failed'),
    result('zfs', 9),
    result(952, 2),
  ]);
  expect([...times]).toEqual([
    [950, 4],
    [952, 2],
  ]);
});

describe('the longest chain', () => {
  const ids = [900, 901, 953, 950];
  const arrows = [
    { from: 901, to: 900 },
    { from: 950, to: 901 },
    { from: 950, to: 953 },
  ];
  const lineOf = (times: readonly (readonly [number, number])[]) =>
    chainLine(chainOf(ids, arrows, new Map(times)));
  it.each<[string, readonly (readonly [number, number])[], string]>([
    [
      'by number, where nothing was made here',
      [],
      'longest chain: 900, 901, 950, by the number of guests: none of them was made here yet',
    ],
    [
      'by time',
      [
        [900, 10],
        [901, 5],
        [953, 40],
        [950, 3],
      ],
      'longest chain: 953 (40s), 950 (3s): 43s',
    ],
    [
      'with the usual time for what was never made here',
      [
        [900, 10],
        [953, 12],
      ],
      'longest chain: 900 (10s), 901 (?), 950 (?): about 32s',
    ],
  ])('%s', (_, times, line) => {
    expect(lineOf(times)).toBe(line);
  });
  it('is none without guests', () => {
    expect(chainLine(chainOf([], [], new Map()))).toBe('longest chain: none, there is no guest');
  });
});
