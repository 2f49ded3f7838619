import { EXIT, openJournal, type ShownPlan } from '@phoenix/shared-runtime';
import { errorObject } from '@phoenix/shared-runtime/frame';
import type { Job, Work } from './job.ts';
import { learn } from './learn/durations.ts';
import { forecast } from './learn/forecast.ts';
import { limitsOf } from './limits.ts';
import type { Plans } from './plans.ts';
import { count } from './results.ts';
import { type Run, runJobs } from './run-jobs.ts';
import { longestPaths } from './schedule/longest-path.ts';
import { urgencies } from './schedule/urgency.ts';
import type { Session } from './session.ts';
import { exitOf } from './summary.ts';
import { tasksOf } from './tasks-of.ts';
import type { View } from './views/view.ts';

/** What was planned of a run before it begins. */
interface Planned {
  readonly plans: ReadonlyMap<number, ShownPlan>;
  /** Guests that have something to be done, or may have. */
  readonly acting: ReadonlySet<number>;
  readonly asked: Pick<Plans, 'unavailable'>;
}

/** Does what was planned, with a journal that tells of it from its beginning to its end. */
export async function runWork(
  { jobs }: Work,
  { plans, acting, asked }: Planned,
  view: View,
  session: Session,
): Promise<Run> {
  const { host, env } = session.world;
  const journal = openJournal(host, {
    command: ['phoenix', ...session.argv],
    warn: (text) => session.out.talk(`${session.out.paintTalk('warn', 'warning:')} ${text}\n`),
  });
  const nameOf = (id: number) => plans.get(id)?.name ?? `${id}`;
  // What there is to learn is read only when there is something to do.
  const durations = acting.size === 0 ? undefined : learn(host);
  const tasks = tasksOf(jobs, plans, session.declared(), durations);
  const limits = limitsOf(session.flags, env);
  const urgency = acting.size === 0 ? longestPaths(tasks) : urgencies(tasks, limits);
  journal.record(forecast(jobs, { tasks, limits, urgency }, acting, nameOf));
  const given = {
    plans,
    acting,
    unavailable({ kind }: Job) {
      const why = asked.unavailable.get(kind);
      return why && errorObject(why);
    },
    runDirectory: journal.directory,
    record: journal.record,
    tasks,
    limits,
    urgency,
  };
  let run: Run | undefined;
  try {
    run = await runJobs(jobs, given, session, view);
    return run;
  } finally {
    if (run === undefined) journal.end(EXIT.failed);
    else journal.end(exitOf(run), count(run.results));
  }
}
