import type { Operation } from '@phoenix/shared-runtime';
import { DEADLINES, inside, READY } from '@phoenix/shared-runtime/guests';
import type { PlanInput } from './types.ts';

/** Waits until the init system and the network of a started container answer. */
export function ready(input: PlanInput): Operation[] {
  const { guest } = input;
  const seconds = guest.timeouts.ready ?? DEADLINES.ready;
  return [
    {
      id: 'ready',
      doing: `wait for ${guest.id}`,
      cause: 'started: wait for its init system and network',
      ...inside(input, READY, `${seconds}`),
      effect: 'check',
      deadline: seconds + 15,
      waitsFor: `init system and network of ${guest.id}`,
    },
  ];
}
