import type { JournalEvent, PhoenixEvent, ShownPlan, Subject } from '@phoenix/shared-runtime';
import { holdsUntil } from './holds-until.ts';
import type { Job } from './job.ts';
import { type Ending, openLedger } from './ledger.ts';
import { type Failure, type Result, whySkipped } from './results.ts';
import { drive } from './schedule/drive.ts';
import { createSchedule, type Outcome } from './schedule/schedule.ts';
import type { Limits, Task } from './schedule/task.ts';
import type { Session } from './session.ts';
import { begin, type Turn } from './turn.ts';
import { TICK, type View, type ViewEvent } from './views/view.ts';
import type { StopSignal } from './world.ts';

/** How a run came out. */
export interface Run {
  /** In the order of the jobs, one for each guest. */
  readonly results: readonly Result[];
  readonly interrupted: StopSignal | undefined;
  /** What managers noted while they worked, by guest: the view has been given that. */
  readonly noted: ReadonlyMap<Subject, readonly string[]>;
  readonly seconds: number;
  /** When each turn began and ended, in seconds from the beginning of the run. */
  readonly times: ReadonlyMap<number, { readonly begin: number; readonly end: number }>;
  /** Guests that everything was done with but that they were to be started again. */
  readonly unstarted?: readonly number[];
}

/** What a run needs to know about its guests. */
export interface Given {
  readonly plans: ReadonlyMap<number, ShownPlan>;
  /** Guests that have something to be done, or may have. */
  readonly acting: ReadonlySet<number>;
  /** Why a guest's manager can do nothing. */
  readonly unavailable: (job: Job) => Failure | undefined;
  readonly runDirectory: () => string | undefined;
  /** What the scheduler has to know of the jobs, and its limits. */
  readonly tasks: readonly Task[];
  readonly limits: Limits;
  /** Who goes first; see schedule/urgency.ts. */
  readonly urgency: ReadonlyMap<number, number>;
  /** Takes what only the dispatcher knows, for the journal of the run. */
  readonly record: (event: JournalEvent) => void;
}

/**
 * Gives each job its turn, when the scheduler says so. A guest without anything to do costs nothing;
 * what stands on a failed guest is skipped, everything else goes on. After an interrupt, or with
 * --fail-fast after a failure, nothing new is started.
 */
export async function runJobs(
  jobs: readonly Job[],
  given: Given,
  session: Session,
  view: View,
): Promise<Run> {
  const { host, onSignal } = session.world;
  const started = host.now();
  const since = () => (host.now() - started) / 1000;
  const jobOf = finder(jobs);
  const ledger = openLedger(jobs, given.plans);
  const schedule = createSchedule(given.tasks, given.limits, given.urgency);
  const times = new Map<number, { begin: number; end: number }>();
  const running = new Map<number, Turn>();
  let begun = 0;
  /** What ended a run with --fail-fast. */
  let failure: Failure | undefined;
  let interrupted: StopSignal | undefined;
  const show = (event: ViewEvent) => view.show(event, host.now());

  /** Settles a guest without a manager, which would have told of it. */
  const settleAlone = (job: Job, ending: Ending) => {
    const event = resultEvent(ledger.settle(job, ending));
    show(event);
    given.record(event);
  };

  const work = async (id: number): Promise<Outcome> => {
    const job = jobOf(id);
    const from = since();
    const free = holdsUntil(given.plans.get(id));
    const turn = begin(job, given, session, (event) => {
      ledger.note(event);
      show(event);
      if (event.type !== 'operation-end') return;
      for (const name of free(event.operation)) schedule.release(id, name);
      going.advance();
    });
    running.set(id, turn);
    begun += 1;
    const beginning = { type: 'begin', guest: id, verb: job.verb } as const;
    given.record(beginning);
    show({ ...beginning, number: begun, of: given.acting.size });
    const { told, ...ended } = await turn.done;
    running.delete(id);
    times.set(id, { begin: from, end: since() });
    const result = ledger.settle(job, ended);
    if (!told) given.record(resultEvent(result));
    if (ended.outcome === 'failed' && !ended.stopped && session.flags.failFast) {
      failure ??= { message: `after ${id} failed (--fail-fast)` };
      schedule.halt();
    }
    return OUTCOMES[ended.outcome];
  };

  const going = drive(schedule, {
    now: host.now,
    work,
    skipped: (id, because) =>
      settleAlone(jobOf(id), {
        outcome: 'skipped',
        ...(because !== undefined && { because }),
        ...(because === undefined && failure !== undefined && { error: failure }),
      }),
    paused: (until) => show({ type: 'pause', until }),
  });
  let interrupts = 0;
  const off = onSignal((name) => {
    interrupts += 1;
    show({ type: 'say', text: interruptText(interrupts, [...running.keys()]) });
    interrupted ??= name;
    schedule.halt();
    for (const turn of running.values()) {
      turn.signal(name);
      // What hangs in the kernel hears no signal; whoever asks so often is not to be held up by it.
      if (interrupts > 2) turn.leave();
    }
    going.advance();
  });
  const timer = setInterval(() => view.tick(host.now()), TICK);
  try {
    for (const job of jobs) {
      const missing = given.unavailable(job);
      if (missing === undefined && given.acting.has(job.id)) continue;
      if (missing === undefined) ledger.settle(job, { outcome: 'unchanged' });
      else settleAlone(job, { outcome: 'failed', error: missing });
      schedule.end(job.id, missing === undefined ? 'idle' : 'failed', host.now());
    }
    await going.run();
  } finally {
    clearInterval(timer);
    off();
    view.close();
  }
  const { noted } = ledger;
  return { results: ledger.results(), interrupted, noted, seconds: since(), times };
}

function finder(jobs: readonly Job[]): (id: number) => Job {
  const byId = new Map(jobs.map((job) => [job.id, job]));
  return (id) => {
    const job = byId.get(id);
    if (job === undefined) throw new Error(`nothing is to be done with ${id}`);
    return job;
  };
}

const OUTCOMES: Readonly<Record<Result['outcome'], Outcome>> = {
  created: 'done',
  changed: 'done',
  unchanged: 'idle',
  failed: 'failed',
  skipped: 'failed',
};

function resultEvent(result: Result): Extract<PhoenixEvent, { type: 'guest-result' }> {
  const { id: guest, outcome, seconds, because } = result;
  const why = whySkipped({ because, error: result.error });
  const error = outcome === 'skipped' ? { message: why } : result.error;
  return { type: 'guest-result', guest, outcome, seconds, ...(error !== undefined && { error }) };
}

function interruptText(times: number, ids: readonly number[]): string {
  if (ids.length === 0) return 'interrupt received: nothing more is started';
  const one = ids.length === 1;
  const steps = `the running step${one ? '' : 's'} of ${ids.join(', ')}`;
  const them = one ? 'it' : 'them';
  if (times > 2) return `interrupt received again: leaving ${steps} alone`;
  return times === 2
    ? `interrupt received again: undoing ${steps}; once more leaves ${them} alone`
    : `interrupt received: finishing ${steps}; press again to undo ${them}`;
}
