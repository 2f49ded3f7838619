import type { GuestKind } from '@phoenix/shared-config';
import type { Subject } from '@phoenix/shared-runtime';

/** A word of `phoenix test`: which guests, and which suite of theirs (all when absent). */
export interface SuiteWord {
  readonly guests: string;
  readonly suite?: string;
}

/** Takes `950:smoke` apart; `950:955` is a range, since no suite begins with a digit. */
export function suiteWord(word: string): SuiteWord {
  const match = /^(.+?):([^\d:].*)$/.exec(word);
  const [, guests, suite] = match ?? [];
  return guests === undefined || suite === undefined ? { guests: word } : { guests, suite };
}

/** Guests of one kind that one suite is run in, or the host. */
export interface Suite {
  readonly kind: GuestKind | 'host';
  readonly suite: string | undefined;
  readonly ids: readonly Subject[];
}

/** The word for the host, and what its tests are told under. */
export const HOST = 'host';

/** A suite of the host, or all that it has. */
export function hostSuite(suite: string | undefined): Suite {
  return { kind: 'host', suite, ids: [HOST] };
}

/** One entry per kind and suite, in the order typed: that is one call of a manager each. */
export function suitesOf(
  wanted: readonly { id: number; kind: GuestKind; suite: string | undefined }[],
): Suite[] {
  const groups = new Map<
    string,
    { kind: GuestKind; suite: string | undefined; ids: Set<number> }
  >();
  for (const { id, kind, suite } of wanted) {
    const key = `${kind} ${suite ?? ''}`;
    const group = groups.get(key) ?? { kind, suite, ids: new Set() };
    groups.set(key, group);
    group.ids.add(id);
  }
  return [...groups.values()].map((group) => ({ ...group, ids: [...group.ids] }));
}
