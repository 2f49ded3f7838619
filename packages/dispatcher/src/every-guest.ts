import type { GuestKind } from '@phoenix/shared-config';
import type { GuestStatus, PhoenixError } from '@phoenix/shared-runtime';
import { askAll } from './ask.ts';
import { type Call, lookCall } from './call.ts';
import type { Session } from './session.ts';

/** All guests that are declared or on this host, by id, and why those of a kind are not known. */
export async function everyGuest(session: Session): Promise<{
  readonly guests: readonly GuestStatus[];
  readonly unavailable: readonly PhoenixError[];
}> {
  const calls = new Map<GuestKind, Call>(
    (['lxc', 'vm'] as const).map((kind) => [
      kind,
      lookCall('status', kind, [], session.flags, ['--all', '--json']),
    ]),
  );
  const { answers, unavailable } = await askAll<GuestStatus>(calls, session);
  const guests = [...answers.values()].flatMap((answer) => answer.guests);
  return { guests: guests.sort((a, b) => a.id - b.id), unavailable: [...unavailable.values()] };
}
