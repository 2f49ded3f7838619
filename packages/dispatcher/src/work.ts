import { closure, edges, type Guests, guestOf, order } from '@phoenix/shared-config';
import type { Job, ManagerVerb, Work } from './job.ts';

/**
 * The guests and all that they stand on, foundations first. With `rest: 'bring'` only the named
 * ones are made as declared and the others are brought up; with 'converge' the whole chain is.
 */
export function bringUp(
  declared: Guests,
  targets: readonly number[],
  rest: 'bring' | 'converge',
): Work {
  const named = new Set(targets);
  const jobs = jobsOf(declared, 'create', closure(declared, targets), 'foundations');
  const bring = (id: number) => rest === 'bring' && !named.has(id);
  return { ask: 'create', jobs: jobs.map((job) => ({ ...job, bring: bring(job.id) })) };
}

/** The guests with what they depend on; what they were cloned from has no part in it. */
export function startUp(declared: Guests, targets: readonly number[]): Work {
  const guests = withoutClones(declared);
  return { ask: 'start', jobs: jobsOf(guests, 'start', closure(guests, targets), 'foundations') };
}

/** The named guests alone, in exactly the reverse of the order in which they start. */
export function stopDown(declared: Guests, targets: readonly number[]): Work {
  const guests = withoutClones(declared);
  const ids = order(guests, targets).toReversed();
  return { ask: 'stop', jobs: jobsOf(guests, 'stop', ids, 'dependants') };
}

/** The named guests alone; clones and dependants before what they stand on. */
export function deleteDown(declared: Guests, targets: readonly number[]): Work {
  const ids = order(declared, targets).toReversed();
  return { ask: 'delete', jobs: jobsOf(declared, 'delete', ids, 'dependants') };
}

/** The named guests alone, one after the other: what others depend on is back before they go. */
export function restartAll(declared: Guests, targets: readonly number[]): Work {
  const guests = withoutClones(declared);
  const jobs = jobsOf(guests, 'restart', order(guests, targets), 'foundations');
  return { ask: 'restart', jobs };
}

/** The named guests alone, foundations first. */
export function oneByOne(declared: Guests, targets: readonly number[], verb: ManagerVerb): Work {
  return { ask: verb, jobs: jobsOf(declared, verb, order(declared, targets), 'foundations') };
}

/** What is to be done with a snapshot. */
export interface AboutSnapshot {
  readonly name: string;
  /** Seconds since the epoch; see Unfinished. */
  readonly since?: number;
}

/** The named guests alone, dependants before what they stand on. */
export function snapshotWork(
  declared: Guests,
  targets: readonly number[],
  verb: ManagerVerb,
  { name, since }: AboutSnapshot,
): Work {
  const guests = withoutClones(declared);
  const taken = verb === 'snapshot' && since !== undefined ? ['--since', `${since}`] : [];
  const told = ['--name', name, ...taken];
  const ids = order(guests, targets).toReversed();
  const jobs = jobsOf(guests, verb, ids, 'dependants').map((job) => ({ ...job, told }));
  return { ask: verb, told, jobs };
}

/** Guests that were stopped, in the order in which they start; nothing else is started. */
export function startAgain(declared: Guests, ids: readonly number[]): Work {
  const guests = withoutClones(declared);
  const jobs = jobsOf(guests, 'start', order(guests, ids), 'foundations');
  return { ask: 'start', told: ['--as-stopped'], jobs };
}

/** What converge would look at: the guests and all that they stand on. */
export function planWork(declared: Guests, targets: readonly number[]): Work {
  return { ...bringUp(declared, targets, 'converge'), ask: 'plan' };
}

/** The same, to be saved or carried out in exactly that way. */
export function exactWork(declared: Guests, targets: readonly number[]): Work {
  const { ask, jobs } = planWork(declared, targets);
  return { ask, jobs: jobs.map((job) => ({ ...job, exact: true })) };
}

/** The same guests as if none were cloned: a running guest needs its source no more. */
function withoutClones({ lxc, vms }: Guests): Guests {
  const stripped = { clone_from_ctid: undefined, clone_from_vmid: undefined };
  return {
    lxc: new Map([...lxc].map(([id, guest]) => [id, { ...guest, ...stripped }])),
    vms: new Map([...vms].map(([id, guest]) => [id, { ...guest, ...stripped }])),
  };
}

function jobsOf(
  guests: Guests,
  verb: ManagerVerb,
  ids: readonly number[],
  needs: 'foundations' | 'dependants',
): Job[] {
  const within = new Set(ids);
  const next = neighbours(guests, needs);
  return ids.map((id) => {
    const kind = guestOf(guests, id)?.kind ?? 'lxc';
    return { id, kind, verb, bring: false, needs: nearest(id, within, next) };
  });
}

/** The guests of `within` that are reached first, also through guests that are not in it. */
function nearest(
  id: number,
  within: ReadonlySet<number>,
  next: ReadonlyMap<number, readonly number[]>,
): number[] {
  const found = new Set<number>();
  const passed = new Set([id]);
  // A Set hands out what is added to it while it is gone through.
  for (const at of passed) {
    for (const one of next.get(at) ?? []) {
      if (within.has(one)) found.add(one);
      else passed.add(one);
    }
  }
  found.delete(id);
  return [...found].sort((a, b) => a - b);
}

function neighbours(guests: Guests, needs: 'foundations' | 'dependants'): Map<number, number[]> {
  const map = new Map<number, number[]>();
  for (const { from, to } of edges(guests)) {
    const [key, value] = needs === 'foundations' ? [from, to] : [to, from];
    const known = map.get(key);
    if (known === undefined) map.set(key, [value]);
    else known.push(value);
  }
  return map;
}
