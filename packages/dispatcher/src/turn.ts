import { doneWord, type ShownPlan } from '@phoenix/shared-runtime';
import { jobCall } from './call.ts';
import type { Job } from './job.ts';
import type { Result } from './results.ts';
import { runManager, type Said, type Told } from './run-manager.ts';
import type { Session } from './session.ts';
import type { StopSignal } from './world.ts';

/** A guest's manager at work. */
export interface Turn {
  /** How it came out. Never rejects for what the manager does. */
  readonly done: Promise<Told & Pick<Result, 'did'>>;
  signal(name: StopSignal): void;
  /** Waits for it no longer. */
  leave(): void;
}

/** What a turn is begun with. */
interface Given {
  readonly plans: ReadonlyMap<number, ShownPlan>;
  readonly runDirectory: () => string | undefined;
}

/** Begins the turn of a guest; what its manager tells goes to `tell` as it comes. */
export function begin(
  job: Job,
  { plans, runDirectory }: Given,
  session: Session,
  tell: (event: Said) => void,
): Turn {
  const did = didOf(job, plans.get(job.id));
  const onEvent = (event: Said) => {
    const changed = event.type === 'guest-result' && event.outcome === 'changed';
    tell(changed ? { ...event, did } : event);
  };
  const { done, signal, leave } = runManager(
    jobCall(job, session.flags, plans.get(job.id)),
    job.id,
    runDirectory(),
    session,
    onEvent,
  );
  return {
    signal,
    leave,
    done: done.then((ended) => ({ ...ended, ...(ended.outcome === 'changed' && { did }) })),
  };
}

/** What is said of a guest that changed; one that was not running cannot be restarted. */
function didOf({ verb }: Job, plan: ShownPlan | undefined): string {
  const stops = plan?.operations.some(({ id }) => id === 'stop') ?? true;
  return doneWord(verb === 'restart' && !stops ? 'start' : verb);
}
