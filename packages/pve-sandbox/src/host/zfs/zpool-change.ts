import { Failure } from '../failure.ts';
import { leavesOf, type Pool, pool } from './pools.ts';

/** The imported pool of that name. @throws Refusal in the words of zpool */
export function openPool(name: string): Pool {
  const found = pool(name);
  if (found === undefined) throw new Failure(`cannot open '${name}': no such pool`);
  return found;
}

/** The kernel's names of all disks of a pool. */
export const membersOf = (one: Pool): Set<string> =>
  new Set(leavesOf(one).map(({ device }) => device));
