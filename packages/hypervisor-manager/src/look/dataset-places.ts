import type { HypervisorConfig } from '@phoenix/shared-config';

/** The directories at which the declared pools and datasets are mounted: the step zfs makes them. */
export function datasetPlaces({ zfs }: Pick<HypervisorConfig, 'zfs'>): ReadonlySet<string> {
  const datasets = zfs.datasets.map(({ pool, name, properties: { mountpoint } }) =>
    mountpoint?.startsWith('/') ? mountpoint : `/${pool}/${name}`,
  );
  return new Set([...zfs.pools.map(({ name }) => `/${name}`), ...datasets]);
}
