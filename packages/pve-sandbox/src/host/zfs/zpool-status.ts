import { out } from '../../state/talk.ts';
import { readOptions } from '../options.ts';
import { allocated } from './pool-properties.ts';
import type { Leaf, Pool, Vdev } from './pools.ts';
import { poolSize, vdevSize } from './space.ts';
import { type Naming, vdevName } from './vdev-names.ts';
import { namedPools } from './zpool-list.ts';

/** `zpool status`: as text, or with -j as JSON. */
export function zpoolStatus(args: readonly string[]): number {
  const grammar = { program: 'zpool', short: 'DdegijLpPsSTtvxc:', exit: 2 };
  const options = readOptions(args, { ...grammar, long: { json: 'j', 'json-int': 'i' } });
  const naming = { path: options.has('P'), links: options.has('L') };
  const { found, missing } = namedPools(options.words);
  if (options.has('j')) {
    out(`${JSON.stringify(jsonOf(found, naming, options.has('i')))}\n`);
  } else if (options.has('x')) {
    if (missing === 0) out(healthText(options.words));
  } else if (found.length === 0 && missing === 0) {
    out('no pools available\n');
  } else {
    out(found.map((one) => statusText(one, naming)).join('\n'));
  }
  return missing > 0 ? 1 : 0;
}

const healthText = (names: readonly string[]): string =>
  names.length === 0
    ? 'all pools are healthy\n'
    : names.map((name) => `pool '${name}' is healthy\n`).join('');

const groupName = ({ type }: Vdev, at: number): string => `${type}-${at}`;

/** Names of a pool, its vdevs and its disks, each indented as it lies. */
export function treeLines(one: Pool, naming: Naming): string[] {
  const below = one.vdevs.flatMap((vdev, at) => {
    const disks = vdev.leaves.map(({ path, wholeDisk }) => vdevName(path, wholeDisk, naming));
    if (vdev.type === 'disk') return disks.map((name) => `  ${name}`);
    return [`  ${groupName(vdev, at)}`, ...disks.map((name) => `    ${name}`)];
  });
  return [one.name, ...below];
}

function statusText(one: Pool, naming: Naming): string {
  const lines = treeLines(one, naming);
  const width = Math.max(10, ...lines.map(({ length }) => length));
  const rows = lines.map(
    (line) =>
      `\t${line.padEnd(width)}  ${'ONLINE'.padEnd(8)} ${'0'.padStart(5)} ${'0'.padStart(5)} ${'0'.padStart(5)}\n`,
  );
  const head = `\t${'NAME'.padEnd(width)}  STATE     READ WRITE CKSUM\n`;
  return (
    `  pool: ${one.name}\n state: ONLINE\nconfig:\n\n${head}${rows.join('')}\n` +
    'errors: No known data errors\n'
  );
}

type Figure = (value: number | string) => number | string;

function jsonOf(all: readonly Pool[], naming: Naming, asNumbers: boolean): object {
  const figure: Figure = (value) => (asNumbers ? Number(value) : `${value}`);
  return {
    output_version: { command: 'zpool status', vers_major: 0, vers_minor: 1 },
    pools: Object.fromEntries(all.map((one) => [one.name, poolJson(one, naming, figure)])),
  };
}

const errors = (figure: Figure): object => ({
  read_errors: figure(0),
  write_errors: figure(0),
  checksum_errors: figure(0),
});

function poolJson(one: Pool, naming: Naming, figure: Figure): object {
  const vdevs = one.vdevs.flatMap((vdev, at) => {
    const disks = vdev.leaves.map((leaf) => leafJson(leaf, vdev, naming, figure));
    if (vdev.type === 'disk') return disks;
    const name = groupName(vdev, at);
    const group = {
      name,
      vdev_type: vdev.type.replace(/\d$/, ''),
      guid: vdev.guid,
      class: 'normal',
      state: 'ONLINE',
      total_space: figure(vdevSize(vdev)),
      ...errors(figure),
      vdevs: Object.fromEntries(disks),
    };
    return [[name, group] as [string, object]];
  });
  const root = {
    name: one.name,
    vdev_type: 'root',
    guid: one.guid,
    class: 'normal',
    state: 'ONLINE',
    alloc_space: figure(allocated(one)),
    total_space: figure(poolSize(one)),
    ...errors(figure),
    vdevs: Object.fromEntries(vdevs),
  };
  return {
    name: one.name,
    state: 'ONLINE',
    pool_guid: one.guid,
    txg: figure(4),
    spa_version: figure(5000),
    zpl_version: figure(5),
    vdevs: { [one.name]: root },
    error_count: figure(0),
  };
}

function leafJson(
  { path, wholeDisk, guid }: Leaf,
  vdev: Vdev,
  naming: Naming,
  figure: Figure,
): [string, object] {
  const name = vdevName(path, wholeDisk, naming);
  const size = vdev.type === 'disk' ? { total_space: figure(vdevSize(vdev)) } : {};
  const shape = { name, vdev_type: 'disk', guid, path, class: 'normal', state: 'ONLINE' };
  return [name, { ...shape, ...size, ...errors(figure) }];
}
