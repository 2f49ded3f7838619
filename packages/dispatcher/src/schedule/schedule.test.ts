import { describe, expect, it, test } from 'vitest';
import { bootRanks } from './boot.ts';
import { longestPaths } from './longest-path.ts';
import { createSchedule } from './schedule.ts';
import { simulate } from './simulate.ts';
import type { Limits, Task } from './task.ts';

/** `3: 1 2 (5s) +source@2` is task 3, which needs 1 and 2, takes 5 s and holds source for 2 s. */
function tasks(...lines: string[]): Task[] {
  return lines.map((line) => {
    const [, id, needs = '', seconds = '1', held = ''] =
      /^(\d+):([\d ]*)(?:\((\d+)s\))?(.*)$/.exec(line) ?? [];
    const holds = [...held.matchAll(/\+(\w+)@(\d+)/g)].map(([, name = '', time]) => ({
      name,
      seconds: Number(time),
    }));
    const named = needs.split(' ').filter((word) => word !== '');
    return { id: Number(id), needs: named.map(Number), seconds: Number(seconds), holds };
  });
}

const limits = (parallel: number, holders = 1): Limits => ({ parallel, holders: () => holders });

/** `1@0-5 2@0-3`: the tasks with the seconds at which they begin and end. */
function timeline(list: readonly Task[], most: Limits): string {
  const { times } = simulate(list, most);
  return [...times].map(([id, { begin, end }]) => `${id}@${begin}-${end}`).join(' ');
}

describe('order', () => {
  it('is that of needs, as many at once as are allowed', () => {
    const list = tasks('1: (2s)', '2: 1 (2s)', '3: 1 (2s)', '4: 2 3 (1s)');
    expect(timeline(list, limits(1))).toBe('1@0-2 2@2-4 3@4-6 4@6-7');
    expect(timeline(list, limits(2))).toBe('1@0-2 2@2-4 3@2-4 4@4-5');
  });

  it('is the longest remaining way first, then that of the list', () => {
    const list = tasks('1: (1s)', '2: (1s)', '3: (5s)', '4: 2 (9s)');
    expect(timeline(list, limits(1))).toBe('2@0-1 4@1-10 3@10-15 1@15-16');
    expect(timeline(tasks('7:', '5:', '6:'), limits(1))).toBe('7@0-1 5@1-2 6@2-3');
  });

  it('takes a need that is not in the list as done', () => {
    expect(timeline(tasks('1: 99'), limits(1))).toBe('1@0-1');
  });

  it('is that of the list among equals, however long that is', () => {
    const ids = [9, 3, 7, 1, 8, 2];
    const { begin } = createSchedule(tasks(...ids.map((id) => `${id}:`)), limits(9)).next(0);
    expect(begin).toEqual(ids);
  });

  it('does not begin with a circle', () => {
    expect(() => createSchedule(tasks('1: 2', '2: 1'), limits(1))).toThrow('circle');
  });
});

describe('what is shared', () => {
  it('is held by one at a time and lets others go by', () => {
    const list = tasks('1: (9s) +a@3', '2: (9s) +a@3', '3: (1s)');
    expect(timeline(list, limits(2))).toBe('1@0-9 3@0-1 2@3-12');
  });

  it('is held by as many as the limit says', () => {
    const list = tasks('1: (4s) +a@4', '2: (4s) +a@4', '3: (4s) +a@4');
    expect(timeline(list, limits(3, 2))).toBe('1@0-4 2@0-4 3@4-8');
  });

  it('is free again when its holder ends early', () => {
    const schedule = createSchedule(tasks('1: +a@9', '2: +a@9'), limits(2));
    expect(schedule.next(0).begin).toEqual([1]);
    schedule.end(1, 'failed', 10);
    schedule.release(1, 'a');
    expect(schedule.next(10).begin).toEqual([2]);
    expect(schedule.next(10).begin).toEqual([]);
  });
});

describe('what is let go', () => {
  it('is free once for each that held it', () => {
    const list = tasks('1: (5s) +a@5', '2: (4s) +a@4', '3: (3s) +a@3');
    const schedule = createSchedule(list, limits(9));
    expect(schedule.next(0).begin).toEqual([1]);
    schedule.release(2, 'a');
    schedule.release(1, 'b');
    expect(schedule.next(1).begin).toEqual([]);
    schedule.release(1, 'a');
    schedule.release(1, 'a');
    schedule.end(1, 'done', 2);
    expect(schedule.next(2).begin).toEqual([2]);
  });

  it('is what was held when the end comes first, and nothing for who never began', () => {
    const list = tasks('1: (5s) +a@5', '2: (4s) +a@4', '3: (3s) +a@3');
    const schedule = createSchedule(list, limits(9));
    schedule.next(0);
    schedule.end(3, 'idle', 1);
    expect(schedule.next(1).begin).toEqual([]);
    schedule.end(1, 'done', 2);
    expect(schedule.next(2).begin).toEqual([2]);
  });
});

describe('a failure', () => {
  it('is found along the way, in whatever order that is looked at', () => {
    // The longest way first: what needs a skipped one is looked at before it.
    const schedule = createSchedule(
      tasks('3: 2 (9s)', '2: 1 (0s)', '1: (0s)'),
      limits(9),
      new Map([
        [3, 9],
        [2, 5],
        [1, 1],
      ]),
    );
    schedule.end(1, 'failed', 0);
    expect(schedule.next(0).skip).toEqual([
      { id: 2, because: 1 },
      { id: 3, because: 1 },
    ]);
    expect(schedule.isOver()).toBe(true);
  });

  it('takes along what stands on it, names itself, and nobody else', () => {
    const schedule = createSchedule(tasks('1:', '2: 1', '3: 2', '4:', '5: 4'), limits(4));
    expect(schedule.next(0).begin).toEqual([1, 4]);
    schedule.end(1, 'failed', 5);
    expect(schedule.next(5)).toEqual({
      begin: [],
      skip: [
        { id: 2, because: 1 },
        { id: 3, because: 1 },
      ],
      wakeAt: undefined,
    });
    schedule.end(4, 'done', 6);
    expect(schedule.next(6).begin).toEqual([5]);
    schedule.end(5, 'done', 7);
    expect(schedule.isOver()).toBe(true);
  });

  it('of a task that never began counts as well', () => {
    const schedule = createSchedule(tasks('1:', '2: 1'), limits(1));
    schedule.end(1, 'failed', 0);
    expect(schedule.next(0)).toMatchObject({ begin: [], skip: [{ id: 2, because: 1 }] });
    expect(schedule.isOver()).toBe(true);
  });
});

test('after a halt nothing begins and what runs goes on', () => {
  const schedule = createSchedule(tasks('1:', '2: 1', '3:', '4: 3'), limits(2));
  schedule.next(0);
  schedule.end(3, 'failed', 1);
  schedule.halt();
  const { begin, skip } = schedule.next(1);
  expect(begin).toEqual([]);
  expect(skip).toEqual([
    { id: 4, because: 3 },
    { id: 2, because: undefined },
  ]);
  expect(schedule.isOver()).toBe(false);
  schedule.end(1, 'done', 2);
  expect(schedule.isOver()).toBe(true);
});

describe('a boot', () => {
  const boots = (
    id: number,
    rank: number,
    delay = 0,
    needs: number[] = [],
    waits = true,
  ): Task => ({
    ...({ id, needs, seconds: 2, holds: [] } as const),
    boot: { rank, waits, delay },
  });

  it('goes rank by rank, with the delays between them', () => {
    const list = [boots(1, 3), boots(2, 1, 5), boots(3, 1, 1), boots(4, 2)];
    expect(timeline(list, limits(9))).toBe('2@0-2 3@0-2 4@7-9 1@9-11');
  });

  it('lets go by who has no rank, or needs not wait', () => {
    const free: Task = { id: 3, needs: [], seconds: 1, holds: [] };
    const list = [boots(1, 1), boots(2, 2, 0, [], false), free];
    expect(timeline(list, limits(9))).toBe('1@0-2 2@0-2 3@0-1');
  });

  it('waits after what was done only, and not for what failed', () => {
    const schedule = createSchedule([boots(1, 1, 50), boots(2, 2, 50), boots(3, 3)], limits(9));
    schedule.end(1, 'idle', 0);
    expect(schedule.next(0).begin).toEqual([2]);
    schedule.end(2, 'failed', 1);
    expect(schedule.next(1).begin).toEqual([3]);
  });

  it('says when the first of several delays is over', () => {
    const list = [boots(1, 1, 5), boots(2, 2, 50), boots(3, 3), boots(4, 2)];
    const schedule = createSchedule(list, limits(9));
    schedule.end(1, 'done', 0);
    schedule.end(2, 'done', 0);
    expect(schedule.next(0)).toEqual({ begin: [], skip: [], wakeAt: 5000 });
    expect(schedule.next(5000).begin).toEqual([4]);
    schedule.end(4, 'done', 6000);
    expect(schedule.next(6000).wakeAt).toBe(50_000);
  });

  it('is not held up by who was skipped, nor by an end that comes twice', () => {
    const list = [boots(1, 1, 50), boots(2, 1, 50, [1]), boots(3, 2), boots(4, 2)];
    const schedule = createSchedule(list, limits(9));
    schedule.end(1, 'failed', 0);
    expect(schedule.next(0)).toMatchObject({ begin: [3, 4], skip: [{ id: 2, because: 1 }] });
    schedule.end(3, 'done', 1);
    schedule.end(3, 'done', 1);
    expect(schedule.isOver()).toBe(false);
  });

  it('is waited for until all of a rank are through', () => {
    const list = [boots(1, 1), boots(2, 1), boots(3, 2)];
    const schedule = createSchedule(list, limits(9));
    schedule.next(0);
    schedule.end(1, 'done', 1);
    schedule.end(1, 'done', 1);
    expect(schedule.next(1).begin).toEqual([]);
    schedule.end(2, 'done', 2);
    expect(schedule.next(2).begin).toEqual([3]);
  });

  it('says when a delay is over', () => {
    const schedule = createSchedule([boots(1, 1, 5), boots(2, 2)], limits(9));
    schedule.next(0);
    schedule.end(1, 'done', 2000);
    expect(schedule.next(2000)).toEqual({ begin: [], skip: [], wakeAt: 7000 });
    expect(schedule.next(7000).begin).toEqual([2]);
  });

  it('takes what two stand on with the lower rank, whichever comes first', () => {
    const ranked = (...ranks: number[]) => [
      ...ranks.map((rank, index) => ({ id: index + 1, needs: [9, 77], rank })),
      { id: 9, needs: [], rank: 50 },
    ];
    expect(bootRanks(ranked(20, 10)).get(9)).toBe(10);
    expect(bootRanks(ranked(10, 20)).get(9)).toBe(10);
    expect(bootRanks(ranked(90)).get(9)).toBe(50);
    expect([...bootRanks(ranked(20)).keys()]).toEqual([1, 9]);
  });

  it('takes what is needed with the lowest rank that stands on it', () => {
    const ranked = [
      { id: 1, needs: [2], rank: 1 },
      { id: 2, needs: [3], rank: 5 },
      { id: 3, needs: [], rank: Number.POSITIVE_INFINITY },
      { id: 4, needs: [3], rank: 2 },
      { id: 5, needs: [1], rank: 0 },
    ];
    expect([...bootRanks(ranked)]).toEqual([
      [1, 0],
      [2, 0],
      [3, 0],
      [4, 2],
      [5, 0],
    ]);
  });
});

test('the longest way to the end counts the task itself', () => {
  const paths = longestPaths(tasks('1: (1s)', '2: 1 (2s)', '3: 1 (5s)', '4: 2 3 (3s)'));
  expect([...paths].sort(([a], [b]) => a - b)).toEqual([
    [1, 9],
    [2, 5],
    [3, 8],
    [4, 3],
  ]);
});
