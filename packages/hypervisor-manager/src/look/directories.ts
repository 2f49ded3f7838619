import type { HypervisorConfig } from '@phoenix/shared-config';
import type { Expectation, FileInfo, PlanProblem } from '@phoenix/shared-runtime';
import type { Look } from '../setup/step.ts';

type Zfs = Pick<HypervisorConfig['zfs'], 'pools' | 'datasets'>;

/** What lies at paths, links not followed; undefined for nothing. */
export type Places = ReadonlyMap<string, FileInfo | undefined>;

/** Looks at paths. */
export function lookAt(host: Pick<Look, 'info'>, paths: readonly string[]): Places {
  return new Map(paths.map((path) => [path, host.info(path)]));
}

/**
 * How a missing directory is to be made: undefined when it is there, or is the mountpoint of a pool
 * or dataset that the step zfs makes. Below one of these it waits for it (`when`): what is made before
 * would lie hidden beneath, on another file system.
 */
export function toMake(
  path: string,
  places: Places,
  zfs: Zfs,
): { readonly when?: readonly Expectation[] } | undefined {
  if (places.get(path) !== undefined) return undefined;
  const mountpoints = mountpointsOf(zfs);
  if (mountpoints.includes(path)) return undefined;
  const above = mountpoints
    .filter((one) => path.startsWith(`${one}/`))
    .reduce((longest, one) => (one.length > longest.length ? one : longest), '');
  return above === '' ? {} : { when: [{ path: above, exists: true }] };
}

/** What stands in the way of using a path as a directory; a link is left to whoever made it. */
export function noDirectory(doing: string, path: string, places: Places): PlanProblem[] {
  const kind = places.get(path)?.kind;
  if (kind === undefined || kind === 'directory' || kind === 'link') return [];
  return [
    {
      message: `cannot ${doing}: ${path} is no directory`,
      hint: `see what it is (ls -ld ${path}), and move it away or declare another path`,
    },
  ];
}

function mountpointsOf({ pools, datasets }: Zfs): string[] {
  return [
    ...pools.map(({ name }) => `/${name}`),
    ...datasets.map(({ pool, name, properties }) => properties.mountpoint ?? `/${pool}/${name}`),
  ];
}
