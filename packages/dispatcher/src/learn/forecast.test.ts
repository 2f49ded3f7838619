import { expect, test } from 'vitest';
import type { Job } from '../job.ts';
import { longestPaths } from '../schedule/longest-path.ts';
import type { Task } from '../schedule/task.ts';
import { forecast } from './forecast.ts';

const job = (id: number, ...needs: number[]): Job => ({
  id,
  kind: 'lxc',
  verb: 'create',
  bring: false,
  needs,
});
const task = (id: number, seconds: number, ...needs: number[]): Task => ({
  id,
  needs,
  seconds,
  holds: [],
});
const jobs = [job(900), job(910, 900), job(920, 900, 910)];
const limits = { parallel: 4, holders: () => 1 };
const named = (id: number) => `g${id}`;
const guest = (id: number, needs: number[], expected?: number) => ({
  id,
  kind: 'lxc',
  name: `g${id}`,
  verb: 'create',
  needs,
  ...(expected !== undefined && { expected }),
});

test('a run tells its guests, whom each waits for, and how long that should take', () => {
  const tasks = [task(900, 0), task(910, 4), task(920, 5, 910)];
  const scheduled = { tasks, limits, urgency: longestPaths(tasks) };
  // Nothing is to be done with 900, so that nobody waits for it.
  expect(forecast(jobs, scheduled, new Set([910, 920]), named)).toEqual({
    type: 'run-guests',
    expected: 9,
    guests: [guest(910, [], 4), guest(920, [910], 5)],
  });
});

test('a guest that takes no time has none, and nobody waits for who does nothing', () => {
  const tasks = [task(900, 0), task(910, 4)];
  const scheduled = { tasks, limits, urgency: longestPaths(tasks) };
  const said = forecast([job(900), job(910, 900)], scheduled, new Set([900, 910]), named);
  expect(said.guests).toStrictEqual([guest(900, []), guest(910, [900], 4)]);
});

test('what is guessed is told of no guest, and of no run of nothing else', () => {
  const guessed = [task(900, 0), { ...task(910, 4), guessed: true as const }, task(920, 5, 910)];
  const some = forecast(
    jobs,
    { tasks: guessed, limits, urgency: longestPaths(guessed) },
    new Set([910, 920]),
    named,
  );
  expect(some).toMatchObject({ expected: 9, guests: [guest(910, []), guest(920, [910], 5)] });
  const none = forecast(
    jobs,
    { tasks: guessed, limits, urgency: longestPaths(guessed) },
    new Set([910]),
    named,
  );
  expect(none).toEqual({ type: 'run-guests', guests: [guest(910, [])] });
});
