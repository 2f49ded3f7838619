import { formatDuration } from '@phoenix/shared-runtime';
import type { Job } from './job.ts';
import type { Run } from './run-jobs.ts';

/** One guest of the chain that set how long a run took. */
export interface Link {
  readonly id: number;
  readonly seconds: number;
}

/**
 * The chain of guests, foundations first, that set how long a run took: the one that ended last, and
 * before each the one that it waited for longest. Guests that had no turn are in no chain.
 */
export function criticalPath(
  jobs: readonly Pick<Job, 'id' | 'needs'>[],
  times: Run['times'],
): Link[] {
  const needs = new Map(jobs.map((job) => [job.id, job.needs]));
  const end = (id: number) => times.get(id)?.end ?? 0;
  const last = (ids: Iterable<number>) =>
    [...ids]
      .filter((id) => times.has(id))
      .reduce<number | undefined>(
        (late, id) => (late === undefined || end(id) > end(late) ? id : late),
        undefined,
      );
  const chain: Link[] = [];
  for (let at = last(times.keys()); at !== undefined; at = last(needs.get(at) ?? [])) {
    chain.unshift({ id: at, seconds: end(at) - (times.get(at)?.begin ?? 0) });
  }
  return chain;
}

/**
 * `longest chain: 900 (40s), 901 (1m2s): 1m42s of 2m`. Undefined for a run in which no guest waited
 * for another.
 */
export function chainText(chain: readonly Link[], seconds: number): string | undefined {
  if (chain.length < 2) return undefined;
  const links = chain.map((link) => `${link.id} (${formatDuration(link.seconds)})`).join(', ');
  const sum = chain.reduce((total, link) => total + link.seconds, 0);
  return `longest chain: ${links}: ${formatDuration(sum)} of ${formatDuration(seconds)}`;
}
