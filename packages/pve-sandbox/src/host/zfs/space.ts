import { lstatSync, readdirSync } from 'node:fs';
import { hostPath } from '../../state/paths.ts';
import { devices } from '../disks/device.ts';
import { datasetsOf, isWithin } from './datasets.ts';
import { mountPointOf, parentOf } from './mount-point.ts';
import type { Dataset, Pool, Vdev } from './pools.ts';
import { keptTree } from './trees.ts';

/** What an empty filesystem takes. */
const EMPTY = 98_304;

/** Bytes that a pool, or one vdev of it, has: as `zpool list` tells, raidz with its parity. */
export function vdevSize({ type, leaves }: Vdev): number {
  const sizes = leaves.map(
    ({ device }) => devices().find(({ name }) => name === device)?.size ?? 0,
  );
  const least = Math.min(...sizes);
  const raw = /^raidz/.test(type) ? least * leaves.length : least;
  // Slabs of a few gigabytes that do not fit in any more are lost.
  return Math.floor(raw / 2 ** 30) * 2 ** 30;
}

const parity = ({ type, leaves }: Vdev): number =>
  /^raidz/.test(type) ? (leaves.length - Number(type.slice(5))) / leaves.length : 1;

/** Bytes of a pool that datasets can take. */
const usableSize = ({ vdevs }: Pool): number => {
  const whole = vdevs.reduce((sum, vdev) => sum + vdevSize(vdev) * parity(vdev), 0);
  return Math.floor(whole * (31 / 32));
};

/** Bytes of a pool in `zpool list`. */
export const poolSize = ({ vdevs }: Pool): number =>
  vdevs.reduce((sum, vdev) => sum + vdevSize(vdev), 0);

/** Walking through trees is dear; a pool that changes is another object. */
function once(count: (pool: Pool, dataset: Dataset) => number) {
  const known = new WeakMap<Pool, Map<string, number>>();
  return (pool: Pool, dataset: Dataset): number => {
    const ofPool = known.get(pool) ?? new Map<string, number>();
    known.set(pool, ofPool);
    const bytes = ofPool.get(dataset.name) ?? count(pool, dataset);
    ofPool.set(dataset.name, bytes);
    return bytes;
  };
}

/** Bytes that a dataset's own content takes. */
export const referenced = once(contentSize);

function contentSize(pool: Pool, dataset: Dataset): number {
  if (dataset.type !== 'filesystem') return 57_344;
  const place = dataset.mounted ? mountPointOf(pool, dataset.name) : keptTree(dataset.name);
  if (place === undefined || place === '/') return EMPTY;
  return EMPTY + treeSize(place, mountedIn(pool));
}

const places = new WeakMap<Pool, Set<string>>();

/** Where filesystems of a pool are mounted: what lies there is not of the one around it. */
function mountedIn(pool: Pool): Set<string> {
  const mounted = datasetsOf(pool).filter((one) => one.mounted);
  const found =
    places.get(pool) ?? new Set(mounted.flatMap(({ name }) => mountPointOf(pool, name) ?? []));
  places.set(pool, found);
  return found;
}

function treeSize(path: string, others: ReadonlySet<string>): number {
  let total = 0;
  try {
    for (const entry of readdirSync(hostPath(path), { withFileTypes: true })) {
      const child = `${path}/${entry.name}`;
      if (others.has(child)) continue;
      if (entry.isDirectory()) total += treeSize(child, others);
      else total += lstatSync(hostPath(child)).blocks * 512;
    }
  } catch {
    // It went away meanwhile, or belongs to a guest's own user.
  }
  return total;
}

const number = ({ properties }: Dataset, name: string): number => Number(properties[name] ?? 0);

/** Bytes that a dataset takes with all that lies in it and what is reserved for it. */
export const used = once((pool, dataset) => {
  const own = Math.max(referenced(pool, dataset), number(dataset, 'refreservation'));
  return own + childrenUsed(pool, dataset);
});

/** Bytes that the datasets directly in one take, or have reserved. */
export function childrenUsed(pool: Pool, dataset: Dataset): number {
  return datasetsOf(pool)
    .filter(({ name, type }) => type !== 'snapshot' && parentOf(name) === dataset.name)
    .reduce((sum, child) => sum + Math.max(used(pool, child), number(child, 'reservation')), 0);
}

/** Bytes that a dataset could still take: what its pool and the quotas above it leave. */
export function available(pool: Pool, dataset: Dataset): number {
  const above = datasetsOf(pool).filter(({ name }) => isWithin(dataset.name, name));
  const root = above.find(({ name }) => name === pool.name) ?? dataset;
  const limits = above
    .filter((one) => number(one, 'quota') > 0)
    .map((one) => number(one, 'quota') - used(pool, one));
  const own = number(dataset, 'refquota');
  if (own > 0) limits.push(own - referenced(pool, dataset));
  return Math.max(0, Math.min(usableSize(pool) - used(pool, root), ...limits));
}
