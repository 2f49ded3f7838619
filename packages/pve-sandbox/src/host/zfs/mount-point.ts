import type { Dataset, Pool } from './pools.ts';

/** The dataset of that name in a pool. */
export const datasetOf = ({ datasets }: Pool, name: string): Dataset | undefined =>
  datasets.find((one) => one.name === name);

/** The name of the dataset that one lies in; undefined for a pool's own. */
export const parentOf = (name: string): string | undefined => {
  const snapshot = name.lastIndexOf('@');
  const end = snapshot >= 0 ? snapshot : name.lastIndexOf('/');
  return end < 0 ? undefined : name.slice(0, end);
};

/** The value of `mountpoint`: set, or following the nearest that is; `none`, `legacy` as they are. */
export function mountPropertyOf(pool: Pool, name: string): string {
  const own = datasetOf(pool, name)?.properties.mountpoint;
  if (own !== undefined) return /^(?:none|legacy)$/.test(own) ? own : below(pool.altroot, own);
  const parent = parentOf(name);
  if (parent === undefined) return below(pool.altroot, `/${name}`);
  const above = mountPropertyOf(pool, parent);
  if (/^(?:none|legacy)$/.test(above)) return above;
  return `${above === '/' ? '' : above}/${name.slice(parent.length + 1)}`;
}

const below = (altroot: string | undefined, path: string): string =>
  altroot === undefined ? path : `${altroot}${path === '/' ? '' : path}`;

/** Where a filesystem is mounted when it is; undefined for one that has no place. */
export function mountPointOf(pool: Pool, name: string): string | undefined {
  const property = mountPropertyOf(pool, name);
  return /^(?:none|legacy)$/.test(property) ? undefined : property;
}
