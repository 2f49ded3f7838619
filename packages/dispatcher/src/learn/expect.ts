import type { ShownPlan } from '@phoenix/shared-runtime';
import type { Held } from '../schedule/task.ts';
import type { Durations } from './durations.ts';

/**
 * What an operation that never ran here is expected to take, of the time that it is given at most: half
 * a minute for a feature or a clone, a second to start.
 */
const OF_DEADLINE = 1 / 120;

/** The same, where no time is given: a file is written at once. */
const AT_ONCE = 0.1;

/** Seconds that the start of a manager and its look at the guest take. */
const MANAGER = 0.3;

/** How long the turn of a guest is expected to take. */
export interface Expected {
  readonly seconds: number;
  readonly holds: readonly Held[];
  /** Operations that have never run here. */
  readonly unknown: number;
}

/** What a plan comes to; what its operations share is held until the last one that does so. */
export function expect(
  { id, operations }: Pick<ShownPlan, 'id' | 'operations'>,
  durations: Durations,
): Expected {
  const holds = new Map<string, number>();
  let seconds = MANAGER;
  let unknown = 0;
  for (const { id: operation, guard, deadline, holds: held = [] } of operations) {
    const known = durations.secondsOf(id, operation);
    if (known === undefined) unknown += 1;
    const guess = deadline === undefined ? AT_ONCE : deadline * OF_DEADLINE;
    seconds += guard?.predicted === 'done' ? 0 : (known ?? guess);
    for (const name of held) holds.set(name, seconds);
  }
  const list = [...holds].map(([name, until]) => ({ name, seconds: until }));
  return { seconds, holds: list, unknown };
}
