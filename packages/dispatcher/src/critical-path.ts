import { formatDuration } from '@phoenix/shared-runtime';
import type { Job } from './job.ts';
import type { Run } from './run-jobs.ts';
import { longestPaths } from './schedule/longest-path.ts';

/** One guest of the chain that set how long a run took. */
export interface Link {
  readonly id: number;
  readonly seconds: number;
}

/**
 * The chain of guests that stand on each other, foundations first, whose turns took longest together:
 * however many places there are, a run takes no less. Guests that had no turn are in no chain.
 */
export function criticalPath(
  jobs: readonly Pick<Job, 'id' | 'needs'>[],
  times: Run['times'],
): Link[] {
  const turns = jobs.flatMap(({ id, needs }) => {
    const time = times.get(id);
    return time === undefined ? [] : [{ id, needs, seconds: time.end - time.begin }];
  });
  const paths = longestPaths(turns);
  const longest = (some: readonly (typeof turns)[number][]) =>
    some.toSorted((a, b) => (paths.get(b.id) ?? 0) - (paths.get(a.id) ?? 0))[0];
  const chain: Link[] = [];
  for (let at = longest(turns); at !== undefined; ) {
    const { id, seconds } = at;
    chain.push({ id, seconds });
    at = longest(turns.filter(({ needs }) => needs.includes(id)));
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
