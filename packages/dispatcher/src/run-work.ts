import { EXIT, type Journal, openJournal, type ShownPlan } from '@phoenix/shared-runtime';
import { errorObject } from '@phoenix/shared-runtime/frame';
import { chooseView } from './choose-view.ts';
import type { Job, Work } from './job.ts';
import { learn } from './learn/durations.ts';
import { forecast } from './learn/forecast.ts';
import { limitsOf } from './limits.ts';
import type { Plans } from './plans.ts';
import { count, type Result } from './results.ts';
import { type Run, runJobs } from './run-jobs.ts';
import { longestPaths } from './schedule/longest-path.ts';
import { urgencies } from './schedule/urgency.ts';
import type { Session } from './session.ts';
import { exitOf } from './summary.ts';
import { tasksOf } from './tasks-of.ts';

/** Turns of a run, with what was planned of them before it began. */
export interface Stage {
  readonly work: Work;
  readonly plans: ReadonlyMap<number, ShownPlan>;
  /** Guests that have something to be done, or may have. */
  readonly acting: ReadonlySet<number>;
  readonly asked: Pick<Plans, 'unavailable'>;
}

/**
 * Does what was planned, with a journal that tells of it from its beginning to its end. A second stage
 * begins when all of the first has come out well.
 */
export async function runWork(
  [first, second]: readonly [Stage, Stage?],
  session: Session,
): Promise<Run> {
  const journal = openJournal(session.world.host, {
    command: ['phoenix', ...session.argv],
    warn: (text) => session.out.talk(`${session.out.paintTalk('warn', 'warning:')} ${text}\n`),
  });
  let run: Run | undefined;
  try {
    run = await runStage(first, journal, session);
    if (second === undefined) return run;
    if (exitOf(run) === EXIT.done) run = together(run, await runStage(second, journal, session));
    else tellWaiting(second, session);
    return run;
  } finally {
    if (run === undefined) journal.end(EXIT.failed);
    else journal.end(exitOf(run), count(run.results));
  }
}

async function runStage(
  { work: { jobs }, plans, acting, asked }: Stage,
  journal: Journal,
  session: Session,
): Promise<Run> {
  const { host, env } = session.world;
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
  return await runJobs(jobs, given, session, await chooseView(session));
}

/** Two stages as one run: what became of a guest is what its last turn has come to, unless that went well. */
function together(first: Run, second: Run): Run {
  const results = first.results.map((one) => {
    const then = second.results.find(({ id }) => id === one.id);
    if (then === undefined) return one;
    const notes = [...new Set([...(one.notes ?? []), ...(then.notes ?? [])])];
    const went = isUndone(then) ? then : one;
    const seconds = one.seconds + then.seconds;
    return { ...went, seconds, ...(notes.length > 0 && { notes }) };
  });
  const noted = new Map(first.noted);
  for (const [id, notes] of second.noted) noted.set(id, [...(noted.get(id) ?? []), ...notes]);
  const took = (run: Run, id: number) => {
    const { begin, end } = run.times.get(id) ?? { begin: 0, end: 0 };
    return end - begin;
  };
  const ids = new Set([...first.times.keys(), ...second.times.keys()]);
  const times = new Map(
    [...ids].map((id) => [id, { begin: 0, end: took(first, id) + took(second, id) }]),
  );
  const seconds = first.seconds + second.seconds;
  const unstarted = second.results.filter(isUndone).map(({ id }) => id);
  const { interrupted } = second;
  return { results, interrupted, noted, seconds, times, unstarted };
}

function isUndone({ outcome }: Result): boolean {
  return outcome === 'failed' || outcome === 'skipped';
}

function tellWaiting({ work: { jobs } }: Stage, { out, label }: Session): void {
  const which = jobs.map(({ id }) => label(id)).join(', ');
  out.talk(`note: not started again, since not everything has gone well: ${which}\n`);
}
