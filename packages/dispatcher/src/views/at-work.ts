import type { Subject } from '@phoenix/shared-runtime';
import { stepOf } from './lines.ts';
import type { ViewEvent } from './view.ts';

/** What a guest is at. */
export interface Step {
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** What views know of a run that is going on, from its events. */
export interface AtWork {
  take(event: ViewEvent, time: number): void;
  /** The guests that have a manager at work, the first begun first. */
  readonly steps: ReadonlyMap<Subject, Step>;
  /** Guests that have something to be done, or are through; 0 before the first began. */
  readonly counts: { readonly of: number; readonly done: number; readonly failed: number };
  /** Until when everybody waits for a boot_delay; undefined when nobody does. */
  pausedUntil(time: number): number | undefined;
}

/** Follows a run that has not begun. */
export function followRun(): AtWork {
  const steps = new Map<Subject, Step>();
  const counts = { of: 0, done: 0, failed: 0 };
  let pause = 0;
  return {
    steps,
    counts,
    take(event, time) {
      if (event.type === 'begin') counts.of = event.of;
      if (event.type === 'pause') pause = event.until;
      const step = stepOf(event);
      if (step !== undefined) {
        const elapsed = event.type === 'wait' ? event.elapsed * 1000 : 0;
        steps.set(step.guest, { text: step.step, since: time - elapsed });
      }
      if (event.type === 'end' || event.type === 'guest-result') steps.delete(event.guest);
      if (event.type === 'end') counts.done += 1;
      if (event.type !== 'guest-result' || event.outcome === 'unchanged') return;
      if (event.outcome === 'failed' || event.outcome === 'skipped') counts.failed += 1;
      else counts.done += 1;
    },
    pausedUntil: (time) => (steps.size === 0 && pause > time ? pause : undefined),
  };
}
