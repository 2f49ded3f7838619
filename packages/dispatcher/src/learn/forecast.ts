import type { RunEvent, RunGuest } from '@phoenix/shared-runtime';
import type { Job } from '../job.ts';
import { simulate } from '../schedule/simulate.ts';
import type { Limits, Task } from '../schedule/task.ts';

/** What the scheduler was given. */
interface Scheduled {
  readonly tasks: readonly Task[];
  readonly limits: Limits;
  readonly urgency: ReadonlyMap<number, number>;
}

/**
 * What a run tells of itself before it begins: its guests, whom each waits for, and how long that should
 * take by what the past tells. A guest of which a part is guessed has no time, and neither has a run
 * of nothing but such guests.
 */
export function forecast(
  jobs: readonly Job[],
  { tasks, limits, urgency }: Scheduled,
  acting: ReadonlySet<number>,
  nameOf: (id: number) => string,
): Extract<RunEvent, { type: 'run-guests' }> {
  const known = new Map(
    tasks.flatMap(({ id, guessed, seconds }) =>
      guessed || seconds === 0 || !acting.has(id) ? [] : [[id, seconds]],
    ),
  );
  const guests = jobs
    .filter(({ id }) => acting.has(id))
    .map(({ id, kind, verb, needs }): RunGuest => {
      const expected = known.get(id);
      return {
        id,
        kind,
        name: nameOf(id),
        verb,
        needs: needs.filter((need) => acting.has(need)),
        ...(expected !== undefined && { expected }),
      };
    });
  const expected = known.size === 0 ? {} : { expected: simulate(tasks, limits, urgency).seconds };
  return { type: 'run-guests', guests, ...expected };
}
