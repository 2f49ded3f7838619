import type { HypervisorConfig } from '@phoenix/shared-config';
import { staleImages } from '../../kernel/stale-images.ts';
import type { Declaration, Look } from '../../setup/step.ts';
import { ARC_FILE, ARC_NOW } from './arc-files.ts';
import { type Disk, lookAtDisk } from './disks.ts';
import { disksBegun } from './making.ts';
import { type Pool, parseImportable, parsePoolStatus } from './pool-status.ts';

/** What the step looks at. */
export interface ZfsFacts {
  /** Imported pools by name. */
  readonly pools: ReadonlyMap<string, Pool>;
  /** Pools that could be imported; looked for only while a declared one is missing. */
  readonly importable: readonly string[];
  /** Disks that an earlier run had begun to make a pool of, as declared; none when it was made. */
  readonly begun: ReadonlyMap<string, readonly string[]>;
  /** Disks of declared pools that are missing, as declared. */
  readonly disks: ReadonlyMap<string, Disk>;
  /** Datasets by name, with exact values of the properties that are declared anywhere, and `used`. */
  readonly datasets: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** What zfs said when it does not know a property. */
  readonly refused: string | undefined;
  readonly arc: {
    /** Of our own file of module options. */
    readonly file: string | undefined;
    /** Bytes in force; undefined while the module is not loaded. */
    readonly now: string | undefined;
    /** Initial ram disks that are older than that file. */
    readonly stale: readonly string[];
  };
}

export async function observe(host: Look, { config }: Declaration): Promise<ZfsFacts> {
  const has = host.program('zpool') !== undefined && host.program('zfs') !== undefined;
  const status = has ? await host.query(['zpool', 'status', '-P', '-L']) : undefined;
  const pools = parsePoolStatus(status?.stdout ?? '');
  const missing = config.zfs.pools.filter(({ name }) => !pools.has(name));
  const importable =
    missing.length === 0 || !has
      ? []
      : parseImportable((await host.query(['zpool', 'import'])).output);
  const fresh = missing.filter(({ name }) => !importable.includes(name));
  const disks = await Promise.all(
    fresh
      .flatMap((pool) => pool.disks)
      .map(async (path) => [path, await lookAtDisk(path, host)] as const),
  );
  return {
    pools,
    importable,
    begun: new Map(config.zfs.pools.map(({ name }) => [name, disksBegun(host, name)])),
    disks: new Map(disks),
    ...(has ? await datasetsOf(host, config) : { datasets: new Map(), refused: undefined }),
    arc: {
      file: host.read(ARC_FILE),
      now: host.read(ARC_NOW)?.trim(),
      stale: config.zfs.arc_max_gb === undefined ? [] : await staleImages(host, ARC_FILE),
    },
  };
}

async function datasetsOf(
  host: Look,
  { zfs }: HypervisorConfig,
): Promise<Pick<ZfsFacts, 'datasets' | 'refused'>> {
  const names = new Set(zfs.datasets.flatMap(({ properties }) => Object.keys(properties)));
  const properties = [...names, 'used', 'mountpoint'].join(',');
  const wanted = new Set(zfs.datasets.map(({ pool, name }) => `${pool}/${name}`));
  const listed = await host.query(['zfs', 'list', '-H', '-o', 'name', '-t', 'filesystem,volume']);
  const there = listed.stdout.split('\n').filter((name) => wanted.has(name));
  const datasets = new Map<string, Map<string, string>>();
  if (there.length === 0) return { datasets, refused: undefined };
  const got = await host.query([
    'zfs',
    'get',
    '-H',
    '-p',
    '-o',
    'name,property,value',
    properties,
    ...there,
  ]);
  if (got.exit !== 0) return { datasets, refused: got.output.trim() };
  for (const line of got.stdout.split('\n')) {
    const [name = '', property = '', value = ''] = line.split('\t');
    if (name === '') continue;
    const known = datasets.get(name) ?? new Map<string, string>();
    datasets.set(name, known.set(property, value));
  }
  return { datasets, refused: undefined };
}
