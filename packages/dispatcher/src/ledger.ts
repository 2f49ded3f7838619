import type { PhoenixEvent, ShownPlan, Subject } from '@phoenix/shared-runtime';
import type { Job } from './job.ts';
import type { Result } from './results.ts';

/** How a job ended, in the words of whoever did it. */
export type Ending = Partial<Result> & Pick<Result, 'outcome'>;

/** Keeps what becomes of the guests of a run. */
export interface Ledger {
  /** Takes what a manager notes of its guest while it works. */
  note(event: PhoenixEvent): void;
  settle(job: Job, ending: Ending): Result;
  /** In the order of the jobs. */
  results(): Result[];
  readonly noted: ReadonlyMap<Subject, readonly string[]>;
}

/** An empty ledger for these jobs. */
export function openLedger(
  jobs: readonly Job[],
  plans: ReadonlyMap<number, Pick<ShownPlan, 'name' | 'notes'>>,
): Ledger {
  const results = new Map<number, Result>();
  const noted = new Map<Subject, readonly string[]>();
  return {
    noted,
    note(event) {
      if (event.type === 'note')
        noted.set(event.guest, [...(noted.get(event.guest) ?? []), event.text]);
    },
    settle({ id, kind }, ending) {
      const plan = plans.get(id);
      // What was planned of a guest that failed came to nothing.
      const planned = ending.outcome === 'failed' ? [] : (plan?.notes ?? []);
      const notes = [...new Set([...planned, ...(noted.get(id) ?? [])])];
      const result: Result = {
        id,
        kind,
        name: plan?.name ?? `${id}`,
        seconds: 0,
        ...ending,
        ...(notes.length > 0 && { notes }),
      };
      results.set(id, result);
      return result;
    },
    results: () => jobs.flatMap(({ id }) => results.get(id) ?? []),
  };
}
