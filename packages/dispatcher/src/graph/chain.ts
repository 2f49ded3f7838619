import type { PhoenixEvent } from '@phoenix/shared-runtime';
import { formatDuration } from '@phoenix/shared-runtime';
import { criticalPath } from '../critical-path.ts';
import { median } from '../learn/durations.ts';
import type { Arrow, Chain } from './graph.ts';

/** So many of the last makings of a guest count. */
const REMEMBERED = 5;

/** Seconds that the making of each guest took here: the median of its last ones. Events newest first. */
export function makingTimes(events: Iterable<PhoenixEvent>): ReadonlyMap<number, number> {
  const times = new Map<number, number[]>();
  for (const event of events) {
    if (event.type !== 'guest-result' || event.outcome !== 'created') continue;
    if (typeof event.guest !== 'number') continue;
    const known = times.get(event.guest) ?? [];
    if (known.length < REMEMBERED) times.set(event.guest, [...known, event.seconds]);
  }
  return new Map([...times].map(([id, list]) => [id, median(list)]));
}

/**
 * The chain that takes longest when all of these guests are made from nothing. One that was never made
 * here is taken for the usual one, the median of the others; where none was, each counts the same.
 */
export function chainOf(
  ids: readonly number[],
  arrows: readonly Pick<Arrow, 'from' | 'to'>[],
  made: ReadonlyMap<number, number>,
): Chain {
  const known = ids.flatMap((id) => made.get(id) ?? []);
  const usual = known.length === 0 ? 1 : median(known);
  const below = Map.groupBy(arrows, ({ from }) => from);
  const jobs = ids.map((id) => ({ id, needs: (below.get(id) ?? []).map(({ to }) => to) }));
  const times = new Map(ids.map((id) => [id, { begin: 0, end: made.get(id) ?? usual }]));
  const links = criticalPath(jobs, times);
  const guessed = new Set(links.flatMap(({ id }) => (made.has(id) ? [] : [id])));
  return { links, known: known.length, guessed };
}

/** `longest chain: 900 (7.4s), 910 (15s): 22s`; a question mark stands at what was never made here. */
export function chainLine({ links, known, guessed }: Chain): string {
  if (links.length === 0) return 'longest chain: none, there is no guest';
  if (known === 0) {
    const ids = links.map(({ id }) => id).join(', ');
    return `longest chain: ${ids}, by the number of guests: none of them was made here yet`;
  }
  const told = links.map(({ id, seconds }) =>
    guessed.has(id) ? `${id} (?)` : `${id} (${formatDuration(seconds)})`,
  );
  const sum = formatDuration(links.reduce((total, { seconds }) => total + seconds, 0));
  const about = guessed.size === 0 ? '' : 'about ';
  return `longest chain: ${told.join(', ')}: ${about}${sum}`;
}
