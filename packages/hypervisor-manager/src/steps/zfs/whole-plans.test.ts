import { dataset, wholePlans } from '../test-support/steps.ts';
import { plan as zfs } from './plan.ts';

const DISK = '/dev/disk/by-id/ata-X_S1';
const OTHER = '/dev/disk/by-id/ata-X_S2';
const device = {
  path: '/dev/sdb',
  type: 'disk',
  serial: 'S1',
  model: 'X',
  size: 1,
  readOnly: false,
  signatures: [],
  fstype: undefined,
  label: undefined,
  tableType: undefined,
  mountpoints: [],
  children: [],
};
const ZFS_FACTS: Parameters<typeof zfs>[1] = {
  pools: new Map(),
  importable: ['old'],
  begun: new Map([['tank', [OTHER]]]),
  disks: new Map([
    [DISK, { path: DISK, device: { ...device, fstype: 'ext4', signatures: ['ext4'], label: 'a' } }],
    [
      OTHER,
      { path: OTHER, device: { ...device, path: '/dev/sdc', serial: 'S2', signatures: ['gpt'] } },
    ],
  ]),
  datasets: new Map([
    [
      'tank/old',
      new Map([
        ['quota', '0'],
        ['used', '5'],
      ]),
    ],
  ]),
  refused: undefined,
  arc: { file: undefined, now: String(2 ** 30), stale: [] },
};

wholePlans({
  'zfs whose properties are refused': () =>
    zfs(
      { config: { zfs: { pools: [], datasets: [] } }, options: { wipe: [] } },
      { ...ZFS_FACTS, refused: 'bad property\nusage: ...' },
    ),
  'zfs of mirrored pairs that are there': () =>
    zfs(
      {
        config: {
          zfs: {
            pools: [{ name: 'tank', raid_level: 'raid10', disks: [] }],
            datasets: [dataset('a', { quota: '1x' })],
            arc_max_gb: 1,
          },
        },
        options: { wipe: [] },
      },
      {
        ...ZFS_FACTS,
        pools: new Map([['tank', { health: 'ONLINE', kinds: ['mirror', 'mirror'], devices: [] }]]),
        begun: new Map(),
        arc: { file: undefined, now: undefined, stale: [] },
      },
    ),
  zfs: () =>
    zfs(
      {
        config: {
          zfs: {
            pools: [
              { name: 'tank', raid_level: 'mirror', disks: [DISK, OTHER] },
              { name: 'old', raid_level: 'single', disks: [] },
            ],
            datasets: [
              dataset('new', { compression: 'zstd', quota: '10G' }),
              dataset('old', { quota: '20G' }),
            ],
            arc_max_gb: 4,
          },
        },
        options: { wipe: ['S1'] },
      },
      ZFS_FACTS,
    ),
  'zfs that cannot be': () =>
    zfs(
      {
        config: {
          zfs: {
            pools: [{ name: 'tank', raid_level: 'raid10', disks: [DISK, OTHER, OTHER] }],
            datasets: [
              dataset('new', { quota: 'much' }),
              dataset('old', { quota: '1' }),
              dataset('old', {}),
              { ...dataset('x', {}), pool: 'away' },
            ],
          },
        },
        options: { wipe: [] },
      },
      { ...ZFS_FACTS, begun: new Map() },
    ),
});
