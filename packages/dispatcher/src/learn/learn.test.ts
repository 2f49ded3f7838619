import type { PhoenixEvent } from '@phoenix/shared-runtime';
import { expect as assert, describe, it, test } from 'vitest';
import { durationsIn, median } from './durations.ts';
import { expect } from './expect.ts';

const took = (guest: number, operation: string, seconds: number): PhoenixEvent => ({
  type: 'operation-end',
  guest,
  operation,
  result: 'done',
  seconds,
});

describe('durations', () => {
  it('are the median of the last five of the guest itself, else of others', () => {
    const known = durationsIn([
      ...[4, 90, 3, 5, 4, 1000, 1000, 1000].map((seconds) => took(950, 'clone', seconds)),
      took(951, 'create', 7),
      took(952, 'create', 9),
      { ...took(951, 'start', 60), result: 'failed' } as PhoenixEvent,
    ]);
    assert(known.secondsOf(950, 'clone')).toBe(4);
    assert(known.secondsOf(960, 'clone')).toBe(4);
    assert(known.secondsOf(960, 'create')).toBe(8);
    assert(known.secondsOf(951, 'start')).toBeUndefined();
  });

  it('are those of the guest itself where it has any, and of ends of operations only', () => {
    const known = durationsIn([
      took(951, 'clone', 9),
      { ...took(951, 'start', 60), type: 'operation-start' } as unknown as PhoenixEvent,
      took(950, 'clone', 4),
      took(950, 'create', 100),
    ]);
    assert(known.secondsOf(951, 'clone')).toBe(9);
    assert(known.secondsOf(950, 'clone')).toBe(4);
    assert(known.secondsOf(951, 'start')).toBeUndefined();
  });

  it('are guessed by the time that is given at most, and a little where none is', () => {
    const operations = (deadline?: number) => [
      { id: 'new', cause: '', run: ['pct'], ...(deadline !== undefined && { deadline }) },
    ];
    assert(expect({ id: 1, operations: operations(240) }, durationsIn([])).seconds).toBeCloseTo(
      2.3,
    );
    assert(expect({ id: 1, operations: operations() }, durationsIn([])).seconds).toBeCloseTo(0.4);
  });

  it('of an odd count are the middle one, of an even count between the two', () => {
    assert([[3], [1, 9, 2], [4, 1], [1, 2, 4, 8]].map(median)).toEqual([3, 2, 2.5, 3]);
  });
});

test('what is held is expected to be held until its last operation', () => {
  const known = durationsIn([took(1, 'download', 20), took(1, 'clone', 5), took(1, 'start', 2)]);
  const run = ['pct'];
  const plan = {
    id: 1,
    operations: [
      { id: 'download', cause: '', run, holds: ['download:x' as const] },
      { id: 'clone', cause: '', run, holds: ['source:lxc-9' as const, 'storage:fast' as const] },
      { id: 'start', cause: '', run },
      { id: 'new', cause: '', run, deadline: 3600 },
      {
        id: 'done',
        cause: '',
        run,
        guard: { guest: 1, record: 'r', hash: 'h', predicted: 'done' as const },
      },
    ],
  };
  const { seconds, holds, unknown } = expect(plan, known);
  assert(seconds).toBeCloseTo(57.3);
  assert(holds.map((held) => [held.name, Math.round(held.seconds)])).toEqual([
    ['download:x', 20],
    ['source:lxc-9', 25],
    ['storage:fast', 25],
  ]);
  assert(unknown).toBe(2);
});
