import { doneWord, type PhoenixEvent, type ShownPlan } from '@phoenix/shared-runtime';
import { jobCall } from './call.ts';
import type { Job } from './job.ts';
import type { Failure, Result } from './results.ts';
import { runManager } from './run-manager.ts';
import type { Session } from './session.ts';
import type { View } from './views/view.ts';
import type { StopSignal } from './world.ts';

/** How a run came out. */
export interface Run {
  /** In the order of the jobs, one for each guest. */
  readonly results: readonly Result[];
  readonly interrupted: StopSignal | undefined;
  /** What managers noted while they worked, by guest: the view has been given that. */
  readonly noted: ReadonlyMap<number, readonly string[]>;
  readonly seconds: number;
}

/** What a run needs to know about its guests. */
export interface Given {
  readonly plans: ReadonlyMap<number, ShownPlan>;
  /** Guests that have something to be done, or may have. */
  readonly acting: ReadonlySet<number>;
  /** Why a guest's manager can do nothing. */
  readonly unavailable: (job: Job) => Failure | undefined;
  readonly runDirectory: () => string | undefined;
}

/**
 * Gives each job its turn, one after the other. A guest without anything to do costs nothing; what
 * stands on a failed guest is skipped, everything else goes on. After an interrupt nothing new is
 * started.
 */
export async function runJobs(
  jobs: readonly Job[],
  given: Given,
  session: Session,
  view: View,
): Promise<Run> {
  const { world } = session;
  const begun = world.host.now();
  const results = new Map<number, Result>();
  const noted = new Map<number, readonly string[]>();
  const acting = jobs.filter((job) => given.acting.has(job.id));
  let interrupted: StopSignal | undefined;
  let running: { id: number; signal: (name: StopSignal) => void } | undefined;
  const show = (event: Parameters<View['show']>[0]) => view.show(event, world.host.now());
  const tellOf = (did: string) => (event: PhoenixEvent) => {
    if (event.type === 'note') {
      noted.set(event.guest, [...(noted.get(event.guest) ?? []), event.text]);
    }
    const changed = event.type === 'guest-result' && event.outcome === 'changed';
    show(changed ? { ...event, did } : event);
  };
  const off = world.onSignal((name) => {
    show({ type: 'say', text: interruptText(interrupted !== undefined, running?.id) });
    interrupted ??= name;
    running?.signal(name);
  });
  const timer = setInterval(() => view.tick(world.host.now()), 1000);

  const turn = async (job: Job): Promise<Result> => {
    const plan = given.plans.get(job.id);
    const guest = { id: job.id, kind: job.kind, name: plan?.name ?? String(job.id) };
    const skipped = { ...guest, outcome: 'skipped', seconds: 0 } as const;
    const missing = given.unavailable(job);
    const because = blocker(job, results);
    if (missing !== undefined) {
      return { ...guest, outcome: 'failed', seconds: 0, error: missing };
    }
    if (!given.acting.has(job.id)) return { ...guest, outcome: 'unchanged', seconds: 0 };
    if (because !== undefined) return { ...skipped, because };
    if (interrupted !== undefined) return skipped;
    show({
      type: 'begin',
      guest: job.id,
      verb: job.verb,
      number: acting.indexOf(job) + 1,
      of: acting.length,
    });
    const did = didOf(job, plan);
    const manager = runManager(
      jobCall(job, session.flags),
      job.id,
      given.runDirectory(),
      session,
      tellOf(did),
    );
    running = { id: job.id, signal: manager.signal };
    const ended = await manager.done;
    running = undefined;
    return { ...guest, ...ended, ...(ended.outcome === 'changed' && { did }) };
  };

  try {
    for (const job of jobs) {
      const result = await turn(job);
      const notes = notesOf(result, given.plans.get(job.id), noted.get(job.id));
      results.set(job.id, notes.length === 0 ? result : { ...result, notes });
      // What a manager told of its guest was shown when it did.
      const told = result.outcome !== 'skipped' && given.unavailable(job) === undefined;
      if (!told) show(resultEvent(result));
    }
  } finally {
    clearInterval(timer);
    off();
    view.close();
  }
  const seconds = (world.host.now() - begun) / 1000;
  return { results: [...results.values()], interrupted, noted, seconds };
}

/** What its plan notes of a guest, unless that came to nothing, and what its manager noted. */
function notesOf(
  { outcome }: Result,
  plan: ShownPlan | undefined,
  noted: readonly string[] = [],
): string[] {
  const planned = outcome === 'failed' ? [] : (plan?.notes ?? []);
  return [...new Set([...planned, ...noted])];
}

/** What is said of a guest that changed; one that was not running cannot be restarted. */
function didOf({ verb }: Job, plan: ShownPlan | undefined): string {
  const stops = plan?.operations.some(({ id }) => id === 'stop') ?? true;
  return doneWord(verb === 'restart' && !stops ? 'start' : verb);
}

/** The failed guest on whose account a job cannot be done: the first one, not who was skipped. */
function blocker(job: Job, results: ReadonlyMap<number, Result>): number | undefined {
  for (const need of job.needs) {
    const result = results.get(need);
    if (result?.outcome === 'failed') return need;
    if (result?.outcome === 'skipped' && result.because !== undefined) return result.because;
  }
  return undefined;
}

function resultEvent(result: Result): PhoenixEvent {
  const { id: guest, outcome, seconds } = result;
  const why =
    result.because === undefined ? 'because of the interrupt' : `because of ${result.because}`;
  const error = outcome === 'skipped' ? { message: why } : result.error;
  return { type: 'guest-result', guest, outcome, seconds, ...(error !== undefined && { error }) };
}

function interruptText(again: boolean, id: number | undefined): string {
  if (id === undefined) return 'interrupt received: nothing more is started';
  return again
    ? `interrupt received again: undoing the running step of ${id}`
    : `interrupt received: finishing the running step of ${id}; press again to undo it`;
}
