import type { Operation } from '../../operation.ts';
import { DEADLINES } from './deadlines.ts';
import type { GuestInput } from './types.ts';

/** Starts a guest; what it takes until it is ready follows by the kind. */
export function startOperation(
  { guest, kind }: Pick<GuestInput, 'guest' | 'kind'>,
  cause: string,
): Operation {
  return {
    id: 'start',
    doing: `start ${guest.id}`,
    cause,
    run: [kind.tool, 'start', `${guest.id}`],
    effect: 'change',
    starts: true,
    deadline: guest.timeouts.start ?? DEADLINES.start,
    retryLocks: true,
  };
}

/** Shuts a guest down; `force` pulls the plug when it does not obey in time. */
export function stopOperation(
  { guest, kind }: Pick<GuestInput, 'guest' | 'kind'>,
  cause: string,
  force: boolean,
): Operation {
  const timeout = guest.timeouts.stop ?? DEADLINES.stop;
  const forced = force || guest.force_stop === true;
  return {
    id: 'stop',
    doing: `stop ${guest.id}`,
    cause,
    run: [
      kind.tool,
      'shutdown',
      `${guest.id}`,
      '--timeout',
      `${timeout}`,
      ...(forced ? ['--forceStop', '1'] : []),
    ],
    effect: 'change',
    deadline: timeout + 60,
    retryLocks: true,
    waitsFor: `shutdown of ${guest.id}`,
    ...(!forced && { hint: forceHint(kind, guest.id) }),
  };
}

function forceHint({ manager, forceKey }: GuestInput['kind'], id: number): string {
  const always = forceKey === undefined ? '' : `, "${forceKey}": true allows that for good`;
  return `if it does not obey, ${manager} stop ${id} --force switches it off after that time${always}`;
}
