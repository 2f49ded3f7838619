import { type Declared, object, text, values } from '../declared.ts';
import { datasets } from '../declared-storages.ts';
import { deviceAt } from '../disks/nodes.ts';
import type { Storage } from '../storage-cfg.ts';
import { checkedValue } from './check-value.ts';
import { newDataset, newGuid, now, type Pool, pool, savePool } from './pools.ts';
import { wholeName } from './properties.ts';
import { mountAll } from './trees.ts';
import { writeLabels } from './write-labels.ts';

/** Makes the pools of a host that is set up: the system's, and those declared, with their datasets. */
export function makePools(declared: Declared, storages: readonly Storage[]): void {
  const wanted = new Map<string, Record<string, string>>();
  for (const { options, type } of storages) {
    if (type === 'zfspool' && options.pool !== undefined) wanted.set(options.pool, {});
  }
  for (const { pool: name, name: below, properties } of declaredDatasets(declared)) {
    wanted.set(`${name}/${below}`, properties);
  }
  make(systemPool(), wanted);
  for (const one of values(object(declared.hypervisor.zfs).pools).map(object)) {
    const name = text(one.name);
    if (name === undefined || !/^[A-Za-z][\w.-]*$/.test(name) || pool(name) !== undefined) continue;
    const disks = values(one.disks).flatMap((disk) => text(disk) ?? []);
    make(poolOfDisks(name, text(one.raid_level), disks), wanted);
  }
}

function declaredDatasets(declared: Declared) {
  const set = values(object(declared.hypervisor.zfs).datasets).map(object);
  return datasets(declared).map(({ pool: name, name: below }) => {
    const found = set.find((one) => text(one.pool) === name && text(one.name) === below);
    return { pool: name, name: below, properties: propertiesOf(found?.properties) };
  });
}

/** What a dataset is to have; what ZFS would not take is left out. */
function propertiesOf(given: unknown): Record<string, string> {
  const pairs =
    typeof given === 'string'
      ? given.split(',').map((word) => word.trim().split('='))
      : Object.entries((given ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    pairs.flatMap(([key, value]) => {
      try {
        const name = wholeName(String(key));
        return [[name, checkedValue(name, String(value), 'filesystem', true)]];
      } catch {
        return [];
      }
    }),
  );
}

const emptyPool = (name: string): Pool => ({
  name,
  guid: newGuid(),
  imported: true,
  created: now(),
  vdevs: [],
  properties: {},
  datasets: [newDataset(name)],
});

function systemPool(): Pool {
  const known = pool('rpool');
  if (known !== undefined) return known;
  const leaf = { device: 'sda3', path: '/dev/sda3', wholeDisk: false, guid: newGuid() };
  const empty = emptyPool('rpool');
  const root = { ...newDataset('rpool/ROOT/pve-1', { mountpoint: '/' }), mounted: true };
  return {
    ...empty,
    properties: { ashift: '12' },
    vdevs: [{ type: 'disk', guid: newGuid(), leaves: [leaf] }],
    datasets: [...empty.datasets, newDataset('rpool/ROOT', { mountpoint: 'none' }), root],
  };
}

function poolOfDisks(name: string, level: string | undefined, paths: readonly string[]): Pool {
  const disks = paths.flatMap((path) => {
    const device = deviceAt(path);
    return device === undefined ? [] : [{ path, device }];
  });
  const kind = level?.toLowerCase() ?? 'single';
  const isGroup = /^(?:mirror|raidz[123]?)$/.test(kind) && disks.length > 1;
  const type = kind === 'raidz' ? 'raidz1' : kind;
  const vdevs = isGroup
    ? [{ type, disks }]
    : disks.map((disk) => ({ type: 'disk', disks: [disk] }));
  const empty = emptyPool(name);
  return { ...empty, vdevs: writeLabels(name, empty.guid, vdevs) };
}

/** Gives a pool those wanted datasets that are its own, with all above them, and mounts them. */
function make(found: Pool, wanted: ReadonlyMap<string, Record<string, string>>): void {
  const all = new Map(found.datasets.map((one) => [one.name, one]));
  for (const [name, properties] of wanted) {
    const parts = name.split('/');
    if (parts[0] !== found.name || parts.includes('')) continue;
    for (let depth = 2; depth <= parts.length; depth++) {
      const one = parts.slice(0, depth).join('/');
      if (!all.has(one)) all.set(one, newDataset(one, one === name ? properties : {}));
    }
  }
  const grown = { ...found, datasets: [...all.values()] };
  savePool(mountAll(grown, [...all.keys()]));
}
