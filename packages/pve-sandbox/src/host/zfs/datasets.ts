import { guestDatasets } from './guest-datasets.ts';
import { datasetOf } from './mount-point.ts';
import { type Dataset, type Pool, pools } from './pools.ts';

/**
 * All datasets of a pool, each after what it lies in: those that are kept, and the volumes of guests,
 * which are what Proxmox's storages have in their directories.
 */
export function datasetsOf(pool: Pool): Dataset[] {
  const found = seen.get(pool) ?? look(pool);
  seen.set(pool, found);
  return found;
}

/** Looking is dear where there are many guests; a pool that changes is another object. */
const seen = new WeakMap<Pool, Dataset[]>();

function look(pool: Pool): Dataset[] {
  const kept = pool.datasets.filter(({ ofGuest }) => ofGuest !== true);
  const known = new Set(kept.map(({ name }) => name));
  const ofGuests = guestDatasets(pool).filter(({ name }) => !known.has(name));
  return [...kept, ...ofGuests].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

const sortKey = ({ name }: Dataset): string =>
  name.replaceAll('/', '\u0001').replace('@', '\u0000');

/** Every dataset of every imported pool, with its pool. */
export const everyDataset = (): { pool: Pool; dataset: Dataset }[] =>
  pools().flatMap((pool) => datasetsOf(pool).map((dataset) => ({ pool, dataset })));

/** The dataset of that name, with its pool; undefined where there is none. */
export function findDataset(name: string): { pool: Pool; dataset: Dataset } | undefined {
  const pool = pools().find((one) => one.name === name.split(/[/@]/)[0]);
  const kept = pool === undefined ? undefined : datasetOf(pool, name);
  if (pool === undefined) return undefined;
  const isKept = kept !== undefined && kept.ofGuest !== true;
  const dataset = isKept ? kept : guestDatasets(pool).find((one) => one.name === name);
  return dataset === undefined ? undefined : { pool, dataset };
}

/** Whether a dataset lies in another, or is it. */
export const isWithin = (name: string, top: string): boolean =>
  name === top || name.startsWith(`${top}/`) || name.startsWith(`${top}@`);
