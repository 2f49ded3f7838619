import { edges } from '@phoenix/shared-config';
import { PhoenixError, type RunDetail, readRun, readRunEvents } from '@phoenix/shared-runtime';
import { namesIn } from '../history/names.ts';
import { learn } from '../learn/durations.ts';
import type { Session } from '../session.ts';
import { pageOf } from './page.ts';
import { reportOf } from './report-of.ts';
import { tailsOf } from './tails.ts';

/** The report of a run that is kept: a page, or with --json its data. */
export function makeReport(id: string, session: Session): string {
  const { host } = session.world;
  const run = readRun(host, id);
  const durations = learn(host, id);
  const report = reportOf(readRunEvents(host, id), {
    run,
    names: namesIn(run, session),
    now: host.now(),
    secondsOf: durations.secondsOf,
    needsToday: needsToday(run, session),
    tails: tailsOf(run, host),
  });
  return session.flags.json ? `${JSON.stringify({ report })}\n` : pageOf(report);
}

/** What guests wait for when they are made; a configuration that cannot be read tells nothing. */
function needsToday({ verb }: RunDetail, session: Session): ReadonlyMap<number, readonly number[]> {
  // These go the other way, and not all the way.
  if (verb === 'stop' || verb === 'delete' || verb === 'test') return new Map();
  try {
    const below = Map.groupBy(edges(session.load()), ({ from }) => from);
    const unique = (ids: readonly number[]) => [...new Set(ids)];
    return new Map([...below].map(([id, own]) => [id, unique(own.map(({ to }) => to))]));
  } catch (error) {
    if (!(error instanceof PhoenixError)) throw error;
    return new Map();
  }
}
