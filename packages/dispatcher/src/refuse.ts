import { dependants, edges, type Guests, guestOf } from '@phoenix/shared-config';
import { type GuestStatus, PhoenixError } from '@phoenix/shared-runtime';
import { ask } from './ask.ts';
import { lookCall } from './call.ts';
import type { Session } from './session.ts';

/** State in which a guest needs what it stands on: against a stop, and against a delete. */
export type Needed = 'running' | 'exists';

/** What is typed up to the guests, and what it is called in a sentence. */
export interface Against {
  readonly command: string;
  readonly verb: string;
  /** The command names a snapshot, which guests that stand on the others need not have. */
  readonly namesSnapshot?: boolean;
}

/**
 * Throws while guests that are not named stand on a named one: running ones against a stop,
 * existing ones against a delete, and while a manager that would know of them is unavailable. Costs
 * nothing when no such guest is declared. The hint names the guests
 * `inOrder`, which is how the verb would take them.
 */
export async function refuseWhileNeeded(
  state: Needed,
  { command, verb, namesSnapshot = false }: Against,
  targets: readonly number[],
  inOrder: (ids: readonly number[]) => readonly number[],
  session: Session,
): Promise<void> {
  const declared = session.declared();
  const asked = standingOn(state, declared, targets);
  if (asked.length === 0) return;
  const seen = await stillThere(state, verb, asked, session);
  const there = inTheWay(state, declared, targets, seen.there);
  const message = refusal(state, verb, declared, targets, there, session.label);
  if (message === undefined) {
    if (seen.unknown !== undefined) throw seen.unknown;
    return;
  }
  const others = asked.filter((id) => there.has(id));
  const all = inOrder([...others, ...targets]).join(' ');
  const [head = '', ...tail] = verb.split(' ');
  const doing = (whom: string) => [head, whom, ...tail].join(' ');
  const force =
    state === 'running'
      ? `, or ${doing('these')} alone: ${command} ${targets.join(' ')} --force`
      : '';
  const asWell = `${doing('them')} as well: ${command} ${all}${force}`;
  const hint = namesSnapshot
    ? `stop them first: phoenix stop ${inOrder(others).join(' ')}, or, where they have that snapshot too, ${asWell}`
    : asWell;
  throw new PhoenixError(message, { hint });
}

/**
 * The guests, not named, that stand on a named one, directly or through others: what is stopped or
 * deleted as well must not be refused in its turn.
 */
function standingOn(state: Needed, declared: Guests, targets: readonly number[]): number[] {
  const why = state === 'running' ? { why: 'dependency' as const } : {};
  return dependants(declared, targets, { transitive: true, ...why });
}

/** Those that stand on a named guest through others that are there; what is not there holds up none. */
function inTheWay(
  state: Needed,
  declared: Guests,
  targets: readonly number[],
  there: ReadonlySet<number>,
): ReadonlySet<number> {
  const named = new Set(targets);
  const reached = new Set(targets);
  const all = needs(state, declared);
  // A Set hands out what is added to it while it is gone through.
  for (const at of reached) {
    for (const { from, to } of all) if (to === at && there.has(from)) reached.add(from);
  }
  return new Set([...reached].filter((id) => !named.has(id)));
}

/** Who needs whom in this state: a guest that runs needs its clone source no more. */
function needs(state: Needed, declared: Guests): ReturnType<typeof edges> {
  return edges(declared).filter(({ why }) => state === 'exists' || why === 'dependency');
}

/** The sentence that refuses, or undefined when nobody who is there needs a named guest. */
function refusal(
  state: Needed,
  verb: string,
  declared: Guests,
  targets: readonly number[],
  there: ReadonlySet<number>,
  label: (id: number) => string,
): string | undefined {
  const named = new Set(targets);
  const sentences: string[] = [];
  const told = new Set<number>();
  for (const { from, to, why } of needs(state, declared)) {
    if (!named.has(to) || named.has(from) || !there.has(from)) continue;
    told.add(from);
    const runs = state === 'running' ? 'runs and ' : '';
    const how = why === 'clone' ? 'is cloned from' : 'depends on';
    sentences.push(`${label(from)} ${runs}${how} ${to}`);
  }
  if (sentences.length === 0) return undefined;
  const further = [...there].filter((id) => !told.has(id));
  if (further.length > 0) sentences.push(`on these stand ${further.join(', ')}`);
  const what = `cannot ${verb} ${targets.join(', ')}`;
  return `${what}: ${sentences.join('; ')}; nothing was done`;
}

async function stillThere(
  state: Needed,
  verb: string,
  ids: readonly number[],
  session: Session,
): Promise<{ there: ReadonlySet<number>; unknown: PhoenixError | undefined }> {
  const there = new Set<number>();
  let unknown: PhoenixError | undefined;
  const looks = (['lxc', 'vm'] as const).map(async (kind) => {
    const own = ids.filter((id) => guestOf(session.declared(), id)?.kind === kind);
    if (own.length === 0) return;
    const answer = await ask<GuestStatus>(
      lookCall('status', kind, own, session.flags, ['--json']),
      session,
    );
    if ('unavailable' in answer) {
      const is = state === 'running' ? 'runs' : 'exists';
      const which = own.map(session.label).join(', ');
      const { message, hint, exit } = answer.unavailable;
      unknown = new PhoenixError(
        `cannot ${verb} what ${which} may stand on: nobody can tell whether it ${is}: ${message}`,
        { hint, exit },
      );
      return;
    }
    for (const one of answer.guests) {
      if (state === 'running' ? one.running : one.exists) there.add(one.id);
    }
  });
  await Promise.all(looks);
  return { there, unknown };
}
