import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { hostPath, sandboxState } from '../../state/paths.ts';
import { datasetOf, mountPointOf, mountPropertyOf } from './mount-point.ts';
import type { Dataset, Pool } from './pools.ts';

/** Where a filesystem's content is while it is not mounted. */
export const keptTree = (name: string): string =>
  `${sandboxState}/unmounted/${encodeURIComponent(name)}`;

/** Whether a filesystem is mounted by itself when its pool is there. */
const isAutomatic = (pool: Pool, { name, type, properties }: Dataset): boolean =>
  type === 'filesystem' &&
  (properties.canmount ?? 'on') === 'on' &&
  !/^(?:none|legacy)$/.test(mountPropertyOf(pool, name));

/** Mounts a filesystem: its content comes to its directory, over what is there. */
export function mount(pool: Pool, name: string): Pool {
  const place = mountPointOf(pool, name);
  if (place === undefined || datasetOf(pool, name)?.mounted !== false) return pool;
  mkdirSync(hostPath(place), { recursive: true });
  moveContent(keptTree(name), place);
  rmSync(hostPath(keptTree(name)), { recursive: true, force: true });
  return marked(pool, name, true);
}

/** Unmounts a filesystem; its directory goes with it where nothing else is in it. */
export function unmount(pool: Pool, name: string): Pool {
  const place = mountPointOf(pool, name);
  if (place === undefined || datasetOf(pool, name)?.mounted !== true) return pool;
  if (existsSync(hostPath(place)) && place !== '/') {
    moveContent(place, keptTree(name));
    removeIfEmpty(place);
  }
  return marked(pool, name, false);
}

/** Mounts whatever mounts by itself among those datasets, the outer ones first. */
export function mountAll(pool: Pool, names: readonly string[]): Pool {
  const all = pool.datasets.filter((one) => names.includes(one.name) && isAutomatic(pool, one));
  return byDepth(
    pool,
    all.map(({ name }) => name),
  ).reduce(mount, pool);
}

/** Unmounts those datasets, the inner ones first. */
export function unmountAll(pool: Pool, names: readonly string[]): Pool {
  return byDepth(pool, names).reverse().reduce(unmount, pool);
}

function byDepth(pool: Pool, names: readonly string[]): string[] {
  const place = (name: string): string => mountPointOf(pool, name) ?? '';
  return [...names].sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

const marked = (pool: Pool, name: string, mounted: boolean): Pool => ({
  ...pool,
  datasets: pool.datasets.map((one) => (one.name === name ? { ...one, mounted } : one)),
});

function moveContent(from: string, to: string): void {
  if (!existsSync(hostPath(from))) return;
  mkdirSync(hostPath(to), { recursive: true });
  for (const name of readdirSync(hostPath(from))) {
    const [old, target] = [hostPath(`${from}/${name}`), hostPath(`${to}/${name}`)];
    try {
      renameSync(old, target);
    } catch {
      // Another file system of the machine, such as /usr/local, or something of that name is there.
      cpSync(old, target, { recursive: true, verbatimSymlinks: true });
      rmSync(old, { recursive: true });
    }
  }
}

function removeIfEmpty(place: string): void {
  try {
    rmdirSync(hostPath(place));
  } catch {
    // Something else is in it, or mounted there.
  }
}

/** Removes what a filesystem holds, wherever that is. */
export function removeContent(pool: Pool, dataset: Dataset): void {
  const place = dataset.mounted ? mountPointOf(pool, dataset.name) : undefined;
  for (const path of [place, keptTree(dataset.name)]) {
    if (path !== undefined && path !== '/')
      rmSync(hostPath(path), { recursive: true, force: true });
  }
  if (dataset.type === 'volume') rmSync(hostPath(`/dev/zvol/${dataset.name}`), { force: true });
}
