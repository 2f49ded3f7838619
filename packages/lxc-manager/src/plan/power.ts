import type { LxcGuest } from '@phoenix/shared-config';
import type { Operation } from '@phoenix/shared-runtime';
import { READY } from '../guest/scripts.ts';
import { DEADLINES } from './types.ts';

/** Starts a container and waits until its init system and network answer. */
export function startOperations(guest: LxcGuest, cause: string): Operation[] {
  const ready = guest.timeouts.ready ?? DEADLINES.ready;
  return [
    {
      id: 'start',
      doing: `start ${guest.id}`,
      cause,
      run: ['pct', 'start', `${guest.id}`],
      effect: 'change',
      deadline: guest.timeouts.start ?? DEADLINES.start,
      retryLocks: true,
    },
    {
      id: 'ready',
      doing: `wait for ${guest.id}`,
      cause: 'started: wait for its init system and network',
      run: ['pct', 'exec', `${guest.id}`, '--', 'sh', '-s', '--', `${ready}`],
      input: READY,
      effect: 'check',
      deadline: ready + 15,
      waitsFor: `init system and network of ${guest.id}`,
    },
  ];
}

/** Shuts a container down; `force` pulls the plug when it does not obey in time. */
export function stopOperation(guest: LxcGuest, cause: string, force: boolean): Operation {
  const timeout = guest.timeouts.stop ?? DEADLINES.stop;
  return {
    id: 'stop',
    doing: `stop ${guest.id}`,
    cause,
    run: [
      'pct',
      'shutdown',
      `${guest.id}`,
      '--timeout',
      `${timeout}`,
      ...(force ? ['--forceStop', '1'] : []),
    ],
    effect: 'change',
    deadline: timeout + 60,
    retryLocks: true,
    waitsFor: `shutdown of ${guest.id}`,
  };
}
