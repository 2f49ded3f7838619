import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { drive } from './drive.ts';
import { createSchedule, type Outcome } from './schedule.ts';
import type { Task } from './task.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

const HOUR = 3_600_000;
const limits = { parallel: 9, holders: () => 1 };
const task = (id: number, needs: number[] = [], boot?: Task['boot']): Task => ({
  ...{ id, needs, seconds: 1, holds: [] },
  ...(boot && { boot }),
});
const boot = (rank: number, delay = 0) => ({ rank, delay, waits: true });

/** Drives tasks that take a second each; what is said has the second in which it happened. */
function begin(tasks: readonly Task[], comeOut: (id: number) => Outcome = () => 'done') {
  const said: string[] = [];
  const tell = (what: string) => said.push(`${Date.now() / 1000} ${what}`);
  const schedule = createSchedule(tasks, limits);
  const driven = drive(schedule, {
    now: Date.now,
    work: async (id) => {
      tell(`begin ${id}`);
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return comeOut(id);
    },
    skipped: (id, because) => tell(`skip ${id} for ${because}`),
    paused: (until) => tell(`pause to ${until / 1000}`),
  });
  driven.run().then(
    () => tell('over'),
    (error: Error) => tell(`broken: ${error.message}`),
  );
  return { said, schedule, driven };
}

test('each task begins when what it needs has come out well', async () => {
  const { said } = begin([task(1), task(2, [1]), task(3)]);
  await vi.runAllTimersAsync();
  expect(said).toEqual(['0 begin 1', '0 begin 3', '1 begin 2', '2 over']);
});

test('what never will is told with the one to blame', async () => {
  const { said } = begin([task(1), task(2, [1])], () => 'failed');
  await vi.runAllTimersAsync();
  expect(said).toEqual(['0 begin 1', '1 skip 2 for 1', '1 over']);
});

test('the delay of a boot is waited for, however long it is', async () => {
  const { said } = begin([task(1, [], boot(1, 3 * 3600)), task(2, [], boot(2))]);
  await vi.advanceTimersByTimeAsync(2 * HOUR);
  expect(said).toEqual(['0 begin 1', '1 pause to 10801', '3601 pause to 10801']);
  await vi.runAllTimersAsync();
  expect(said.slice(3)).toEqual(['7201 pause to 10801', '10801 begin 2', '10802 over']);
});

test('a delay that somebody else cut short is waited for once', async () => {
  const { said, driven } = begin([task(1, [], boot(1, 10)), task(2, [], boot(2))]);
  await vi.advanceTimersByTimeAsync(5000);
  driven.advance();
  driven.advance();
  expect(vi.getTimerCount()).toBe(1);
  await vi.runAllTimersAsync();
  expect(said.filter((line) => line.includes('begin'))).toEqual(['0 begin 1', '11 begin 2']);
});

test('what changed from outside is seen when that is told', async () => {
  const { said, schedule, driven } = begin([task(1), task(2, [1])]);
  schedule.halt();
  driven.advance();
  await vi.runAllTimersAsync();
  expect(said).toEqual(['0 begin 1', '0 skip 2 for undefined', '1 over']);
});

test('work that breaks ends the whole, with no timer left', async () => {
  const comeOut = () => {
    throw new Error('a defect');
  };
  const tasks = [task(1, [], boot(1, 50)), task(2, [], boot(2)), task(3, [1])];
  const { said } = begin(tasks, (id) => (id === 3 ? comeOut() : 'done'));
  await vi.advanceTimersByTimeAsync(2000);
  expect(said).toEqual(['0 begin 1', '1 begin 3', '1 pause to 51', '2 broken: a defect']);
  expect(vi.getTimerCount()).toBe(0);
});

test('a drive that has nobody to tell of pauses pauses all the same', async () => {
  const schedule = createSchedule([task(1, [], boot(1, 5)), task(2, [], boot(2))], limits);
  const work = vi.fn(async (): Promise<Outcome> => 'done');
  const tell = vi.fn();
  drive(schedule, { now: Date.now, work, skipped: () => {} })
    .run()
    .then(tell);
  await vi.runAllTimersAsync();
  expect([work.mock.calls, Date.now()]).toEqual([[[1], [2]], 5000]);
  expect(tell).toHaveBeenCalledOnce();
});
