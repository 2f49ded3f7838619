import { type GuestKind, guestOf } from '@phoenix/shared-config';
import { type GuestStatus, PhoenixError } from '@phoenix/shared-runtime';
import { stateOf } from '@phoenix/shared-runtime/frame';
import { ask } from '../ask.ts';
import { lookCall } from '../call.ts';
import type { Session } from '../session.ts';

/** How a guest stands, as its manager tells. */
export interface Seen {
  readonly state: ReturnType<typeof stateOf>;
  /** Its settings are not as declared. */
  readonly differs: boolean;
}

/** What managers told, and who could not. */
export interface Looked {
  readonly seen: ReadonlyMap<number, Seen>;
  /** Nothing is known of guests of these kinds. */
  readonly silent: readonly { readonly kind: GuestKind; readonly why: PhoenixError }[];
}

/** The state of guests in words: `running`, or `running, differs`. */
export function seenText({ state, differs }: Seen): string {
  return differs ? `${state}, differs` : state;
}

/** Asks the managers of these guests how they stand. One that cannot tell keeps nobody from the rest. */
export async function look(ids: readonly number[], session: Session): Promise<Looked> {
  const declared = session.declared();
  const byKind = Map.groupBy(ids, (id): GuestKind => guestOf(declared, id)?.kind ?? 'lxc');
  const told = await Promise.all([...byKind].map(([kind, own]) => lookAt(kind, own, session)));
  return {
    seen: new Map(told.flatMap(({ guests }) => guests).map((one) => [one.id, seenOf(one)])),
    silent: told.flatMap(({ kind, why }) => (why === undefined ? [] : [{ kind, why }])),
  };
}

interface Told {
  readonly kind: GuestKind;
  readonly guests: readonly GuestStatus[];
  readonly why?: PhoenixError;
}

async function lookAt(kind: GuestKind, ids: readonly number[], session: Session): Promise<Told> {
  try {
    const call = lookCall('status', kind, ids, session.flags, ['--json']);
    const answer = await ask<GuestStatus>(call, session);
    if ('unavailable' in answer) return { kind, guests: [], why: answer.unavailable };
    return { kind, guests: answer.guests };
  } catch (error) {
    if (!(error instanceof PhoenixError)) throw error;
    return { kind, guests: [], why: error };
  }
}

function seenOf(guest: GuestStatus): Seen {
  return { state: stateOf(guest), differs: guest.drift };
}
