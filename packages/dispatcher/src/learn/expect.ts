import type { ShownPlan } from '@phoenix/shared-runtime';
import type { Held } from '../schedule/task.ts';
import type { Durations } from './durations.ts';

/** Seconds that a command of Proxmox is given that has never run here. */
const UNKNOWN_COMMAND = 3;

/** Seconds that a provisioning step is given: somebody's script, which installs something. */
const UNKNOWN_STEP = 30;

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
  for (const { id: operation, guard, holds: held = [] } of operations) {
    const known = durations.secondsOf(id, operation);
    if (known === undefined) unknown += 1;
    const guess = guard === undefined ? UNKNOWN_COMMAND : UNKNOWN_STEP;
    seconds += guard?.predicted === 'done' ? 0 : (known ?? guess);
    for (const name of held) holds.set(name, seconds);
  }
  const list = [...holds].map(([name, until]) => ({ name, seconds: until }));
  return { seconds, holds: list, unknown };
}
