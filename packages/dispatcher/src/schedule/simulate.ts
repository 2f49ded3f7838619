import { createSchedule } from './schedule.ts';
import type { Limits, Task } from './task.ts';

/** When each task would run, in seconds from the beginning of the run. */
export interface Forecast {
  readonly seconds: number;
  readonly times: ReadonlyMap<number, { readonly begin: number; readonly end: number }>;
}

/** A run as it goes when every task takes as long as is expected; `urgency` as for createSchedule. */
export function simulate(
  tasks: readonly Task[],
  limits: Limits,
  urgency?: ReadonlyMap<number, number>,
): Forecast {
  const schedule = createSchedule(tasks, limits, urgency);
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const times = new Map<number, { begin: number; end: number }>();
  const coming: { at: number; happen: () => void }[] = [];
  let now = 0;
  while (!schedule.isOver()) {
    const { begin, wakeAt } = schedule.next(now);
    for (const id of begin) {
      const { seconds = 0, holds = [] } = byId.get(id) ?? {};
      const end = now + seconds * 1000;
      times.set(id, { begin: now / 1000, end: end / 1000 });
      for (const { name, seconds: held } of holds)
        coming.push({ at: now + held * 1000, happen: () => schedule.release(id, name) });
      coming.push({ at: end, happen: () => schedule.end(id, 'done', end) });
    }
    const at = Math.min(wakeAt ?? Number.POSITIVE_INFINITY, ...coming.map((one) => one.at));
    if (!Number.isFinite(at)) break;
    now = at;
    for (const one of coming.filter((each) => each.at <= now)) one.happen();
    coming.splice(0, coming.length, ...coming.filter((each) => each.at > now));
  }
  return { seconds: now / 1000, times };
}
