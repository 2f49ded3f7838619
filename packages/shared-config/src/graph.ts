import type { Declared } from './declared.ts';
import { MinHeap } from './min-heap.ts';

/** `from` needs `to`: it is cloned from it, or depends on it. */
export interface Edge {
  from: number;
  to: number;
  why: 'clone' | 'dependency';
}

/** What the graph functions need of what is declared. */
export type Guests = Pick<Declared, 'lxc' | 'vms'>;

/** All edges between declared guests, by id; references to guests that are not declared are none. */
export function edges({ lxc, vms }: Guests): Edge[] {
  const found: Edge[] = [];
  const known = (id: number) => lxc.has(id) || vms.has(id);
  const add = (from: number, source: number | undefined, dependencies: readonly number[]) => {
    if (source !== undefined && source !== from && known(source)) {
      found.push({ from, to: source, why: 'clone' });
    }
    for (const to of dependencies) {
      if (to !== from && known(to)) found.push({ from, to, why: 'dependency' });
    }
  };
  for (const guest of lxc.values()) add(guest.id, guest.clone_from_ctid, guest.dependencies);
  for (const guest of vms.values()) add(guest.id, guest.clone_from_vmid, guest.dependencies);
  return found;
}

/** The named guests and all that they stand on, in the order in which they are to be made. */
export function closure(declared: Guests, ids: Iterable<number>): number[] {
  const needs = neighbours(edges(declared), 'from', 'to');
  return order(declared, reach(needs, ids));
}

export interface DependantOptions {
  /** Also the dependants of dependants, and so on. */
  transitive?: boolean;
  /** Only those for this reason. */
  why?: Edge['why'];
}

/** The guests, other than the named ones, that need one of them; what is made first comes first. */
export function dependants(
  declared: Guests,
  ids: Iterable<number>,
  { transitive = false, why }: DependantOptions = {},
): number[] {
  const asked = new Set(ids);
  const wanted = edges(declared).filter((edge) => why === undefined || edge.why === why);
  const neededBy = neighbours(wanted, 'to', 'from');
  const found = transitive
    ? reach(neededBy, asked)
    : new Set([...asked].flatMap((id) => neededBy.get(id) ?? []));
  return order(
    declared,
    [...found].filter((id) => !asked.has(id)),
  );
}

/**
 * The guests in the order in which they are made and started: what is needed comes first, then
 * the lower `boot_order` (none is last), then the lower id. Needs count through guests that are
 * not in the list. Members of a cycle come last, by the same rule.
 */
export function order(declared: Guests, ids: Iterable<number>): number[] {
  const asked = new Set(ids);
  const all = edges(declared);
  const needs = neighbours(all, 'from', 'to');
  const neededBy = neighbours(all, 'to', 'from');
  const inside = reach(needs, asked);
  const compare = comparator(declared);
  const ready = new MinHeap(compare);
  const waiting = new Map<number, number>();
  for (const id of inside) {
    const open = new Set(needs.get(id)).size;
    if (open === 0) ready.push(id);
    else waiting.set(id, open);
  }
  const sorted: number[] = [];
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    if (asked.has(id)) sorted.push(id);
    for (const next of new Set(neededBy.get(id))) {
      const open = waiting.get(next);
      if (open === undefined) continue;
      if (open > 1) {
        waiting.set(next, open - 1);
      } else {
        waiting.delete(next);
        ready.push(next);
      }
    }
  }
  const stuck = [...waiting.keys()].filter((id) => asked.has(id)).sort(compare);
  return [...sorted, ...stuck];
}

/** By `boot_order`, none last, then by id. */
function comparator({ lxc, vms }: Guests): (a: number, b: number) => number {
  const rank = (id: number) => (lxc.get(id) ?? vms.get(id))?.boot_order ?? Number.MAX_SAFE_INTEGER;
  return (a, b) => rank(a) - rank(b) || a - b;
}

function neighbours(
  list: readonly Edge[],
  key: 'from' | 'to',
  value: 'from' | 'to',
): Map<number, number[]> {
  const map = new Map<number, number[]>();
  for (const edge of list) {
    const known = map.get(edge[key]);
    if (known === undefined) map.set(edge[key], [edge[value]]);
    else known.push(edge[value]);
  }
  return map;
}

function reach(next: ReadonlyMap<number, number[]>, ids: Iterable<number>): Set<number> {
  const found = new Set(ids);
  // A Set hands out what is added to it while it is gone through.
  for (const id of found) for (const one of next.get(id) ?? []) found.add(one);
  return found;
}
