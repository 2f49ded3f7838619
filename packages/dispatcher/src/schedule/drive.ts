import type { Outcome, Schedule } from './schedule.ts';

/** Milliseconds after which the schedule is asked at the latest: a timer knows no longer times. */
const LONGEST = 3_600_000;

/** What a schedule is carried out with. */
export interface Hooks {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Does a task; what it rejects with ends the whole. */
  readonly work: (id: number) => Promise<Outcome>;
  /** A task will never begin; see Next. */
  readonly skipped: (id: number, because: number | undefined) => void;
  /** Tasks that could begin wait for a delay of a boot until then. */
  readonly paused?: (until: number) => void;
}

/** A schedule that is carried out. */
export interface Drive {
  /** Does all that there is to do. */
  run(): Promise<void>;
  /** To be called when something has changed other than that a task ended. */
  advance(): void;
}

/** Does what a schedule says as soon as it says so. */
export function drive(schedule: Schedule, { now, work, skipped, paused }: Hooks): Drive {
  const over = Promise.withResolvers<void>();
  let alarm: NodeJS.Timeout | undefined;

  const begin = async (id: number) => {
    const outcome = await work(id);
    schedule.end(id, outcome, now());
    advance();
  };
  const advance = () => {
    clearTimeout(alarm);
    const next = schedule.next(now());
    for (const { id, because } of next.skip) skipped(id, because);
    for (const id of next.begin) begin(id).catch(over.reject);
    if (next.wakeAt !== undefined) {
      paused?.(next.wakeAt);
      alarm = setTimeout(advance, Math.min(Math.max(0, next.wakeAt - now()), LONGEST));
    }
    if (schedule.isOver()) over.resolve();
  };
  return {
    advance,
    async run() {
      advance();
      await over.promise.finally(() => clearTimeout(alarm));
    },
  };
}
