import { fakeHost } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import { ARC_NOW } from './arc-files.ts';
import { lookAtDisk } from './disks.ts';
import { disksBegun, marked, unmark } from './making.ts';
import type { ZfsFacts } from './observe.ts';
import { plan, type ZfsDeclaration } from './plan.ts';
import { parseImportable, parsePoolStatus } from './pool-status.ts';
import { exactValue, humanValue, isAmount } from './properties.ts';

const DISK = '/dev/disk/by-id/ata-X_S1';
const NOTHING: ZfsFacts = {
  pools: new Map(),
  importable: [],
  begun: new Map(),
  disks: new Map(),
  datasets: new Map(),
  refused: undefined,
  arc: { file: undefined, now: undefined, stale: [] },
};
const BLANK = {
  path: '/dev/sdb',
  type: 'disk',
  serial: 'S1',
  model: undefined,
  size: 1,
  readOnly: false,
  signatures: [],
  fstype: undefined,
  label: undefined,
  tableType: undefined,
  mountpoints: [],
  children: [],
};
const ONLINE = { health: 'ONLINE', kinds: ['stripe'], devices: ['/dev/sda1'] };

type Zfs = Partial<ZfsDeclaration['config']['zfs']>;

/** Plan as text: a line per operation, note and problem. */
function say(zfs: Zfs, facts: Partial<ZfsFacts> = {}, wipe: readonly string[] = []): string[] {
  const config = { zfs: { pools: [], datasets: [], ...zfs } };
  const draft = plan({ config, options: { wipe } }, { ...NOTHING, ...facts });
  return [
    ...draft.operations.map(
      (one) => `${one.cause}: ${'run' in one ? one.run.join(' ') : `write ${one.write}`}`,
    ),
    ...(draft.notes ?? []).map((note) => `note: ${note}`),
    ...(draft.problems ?? []).map(({ message }) => `problem: ${message}`),
  ];
}

const pool = (raid_level = 'single', disks = [DISK]) => ({ name: 'tank', raid_level, disks });
const disks = (...paths: string[]) =>
  new Map(
    paths.map((path, index) => [path, { path, device: { ...BLANK, path: `/dev/sd${index}` } }]),
  );

describe('pools', () => {
  it('are made of blank disks, after zpool itself has tried', () => {
    const words = `-o autotrim=on -O compression=lz4 -O atime=off tank ${DISK}`;
    expect(say({ pools: [pool()] }, { disks: disks(DISK) })).toEqual([
      `there is no pool tank; would zpool make one?: zpool create -n ${words}`,
      'pool tank is about to be made of blank disks: write /var/lib/phoenix/setup/pool.tank',
      `there is no pool tank (single): zpool create ${words}`,
      'pool tank is made: write /var/lib/phoenix/setup/pool.tank',
    ]);
  });
  it.each([
    ['mirror', 2, 'mirror /d1 /d2'],
    ['raidz1', 3, 'raidz1 /d1 /d2 /d3'],
    ['raidz', 3, 'raidz1 /d1 /d2 /d3'],
    ['raid10', 4, 'mirror /d1 /d2 mirror /d3 /d4'],
    ['stripe', 2, '/d1 /d2'],
  ])('%s of %d', (level, count, vdevs) => {
    const paths = Array.from({ length: count }, (_, index) => `/d${index + 1}`);
    const made = say({ pools: [pool(level, paths)] }, { disks: disks(...paths) }).find((line) =>
      /zpool create -o/.test(line),
    );
    expect(made?.endsWith(` tank ${vdevs}`)).toBe(true);
  });
  it.each([
    ['mirror', 1, 'at least 2 disks, 1 is'],
    ['raidz', 1, 'at least 2 disks, 1 is'],
    ['raidz1', 1, 'at least 2 disks, 1 is'],
    ['raidz2', 2, 'at least 3 disks, 2 are'],
    ['raidz3', 3, 'at least 4 disks, 3 are'],
    ['raid10', 2, 'at least 4 disks, 2 are'],
    ['raid10', 5, 'an even number of disks, 5 are'],
    ['single', 0, 'at least 1 disks, 0 are'],
  ])('%s of %d are too few, one more is enough', (level, count, words) => {
    const problems = (number: number) => {
      const paths = Array.from({ length: number }, (_, index) => `/d${index}`);
      const lines = say({ pools: [pool(level, paths)] }, { disks: disks(...paths) });
      return lines.filter((line) => line.startsWith('problem'));
    };
    expect(problems(count)).toEqual([
      `problem: cannot make pool tank: ${level} needs ${words} declared`,
    ]);
    expect(problems(level === 'raid10' ? 6 : count + 1)).toEqual([]);
  });
  it('of a disk that is not there, or is used by another pool, are refused', () => {
    const problem = (facts: Partial<ZfsFacts>) => say({ pools: [pool()] }, facts).at(-1);
    expect(problem({ disks: new Map([[DISK, { path: DISK, device: undefined }]]) })).toBe(
      `problem: cannot make pool tank of ${DISK}: there is no such disk`,
    );
    const pools = new Map([['rpool', { ...ONLINE, devices: ['/dev/sd0'] }]]);
    expect(problem({ disks: disks(DISK), pools })).toBe(
      `problem: cannot make pool tank of ${DISK}: /dev/sd0 belongs to the pool rpool, which is imported`,
    );
  });
  it('of disks that carry something tell which ones could be wiped, and no others', () => {
    const wipes = (device: typeof BLANK | undefined) => {
      const config = { zfs: { pools: [pool()], datasets: [] } };
      const facts = { ...NOTHING, disks: new Map([[DISK, { path: DISK, device }]]) };
      return plan({ config, options: { wipe: [] } }, facts).wipes;
    };
    const ext4 = { ...BLANK, signatures: ['ext4'] as never[] };
    expect(wipes(ext4)).toMatchObject([{ path: DISK, serial: 'S1', pool: 'tank' }]);
    expect(wipes({ ...ext4, readOnly: true })).toEqual([]);
    expect(wipes(undefined)).toEqual([]);
  });
  it('take each disk once, by whatever names it is declared', () => {
    const device = { ...BLANK, path: '/dev/sdb' };
    const both = new Map([DISK, '/dev/sdb'].map((path) => [path, { path, device }]));
    const pools = [pool(), { ...pool('single', ['/dev/sdb']), name: 'second' }];
    expect(say({ pools }, { disks: both }).at(-1)).toBe(
      'problem: cannot make pool second of /dev/sdb: the disk is declared in pool tank as well',
    );
    expect(say({ pools: [pool('mirror', [DISK, '/dev/sdb'])] }, { disks: both }).at(-1)).toBe(
      'problem: cannot make pool tank of /dev/sdb: the disk is declared twice',
    );
  });
  it('of which no kind is told have no note about it', () => {
    const pools = new Map([['tank', { ...ONLINE, kinds: [] }]]);
    expect(say({ pools: [pool('mirror')] }, { pools })).toEqual([]);
  });
  it('of too few disks, or of one disk twice, are refused', () => {
    expect(say({ pools: [pool('mirror')] }, { disks: disks(DISK) }).at(-1)).toBe(
      'problem: cannot make pool tank: mirror needs at least 2 disks, 1 is declared',
    );
    expect(say({ pools: [pool('mirror', [DISK, DISK])] }, { disks: disks(DISK) }).at(-1)).toBe(
      `problem: cannot make pool tank of ${DISK}: the disk is declared twice`,
    );
  });
  it('86: blank disks need no --wipe-disks, others are wiped only by their serial number', () => {
    const full = { path: DISK, device: { ...BLANK, fstype: 'ext4', signatures: ['ext4'] } };
    const facts = { disks: new Map([[DISK, full]]) };
    expect(say({ pools: [pool()] }, facts).at(-1)).toMatch(/^problem: .*it carries a file system/);
    expect(say({ pools: [pool()] }, facts, ['S1']).slice(0, 2)).toEqual([
      '--wipe-disks names S1; DESTROYS a file system (ext4): wipefs --all /dev/sdb',
      'partitions are gone: udevadm settle',
    ]);
  });
  it('that exist stay as they are, and are imported when they only have to be', () => {
    expect(say({ pools: [pool()] }, { pools: new Map([['tank', ONLINE]]) })).toEqual([]);
    const other = { ...ONLINE, health: 'DEGRADED', kinds: ['raidz1'] };
    expect(say({ pools: [pool()] }, { pools: new Map([['tank', other]]) })).toEqual([
      'note: pool tank is DEGRADED: zpool status tank tells why',
      'note: pool tank is made of raidz1, declared is single; an existing pool is not rebuilt',
    ]);
    const mixed = new Map([['tank', { ...ONLINE, kinds: ['stripe', 'raidz1'] }]]);
    expect(say({ pools: [pool()] }, { pools: mixed })).toEqual([
      'note: pool tank is made of stripe and raidz1, declared is single; an existing pool is not rebuilt',
    ]);
    const begun = new Map([['tank', [DISK]]]);
    expect(say({ pools: [pool()] }, { pools: new Map([['tank', ONLINE]]), begun })).toEqual([
      'pool tank is made: write /var/lib/phoenix/setup/pool.tank',
    ]);
    expect(say({ pools: [pool()] }, { importable: ['tank'] })).toEqual([
      "pool tank is on this host's disks and not imported: zpool import tank",
    ]);
  });
});

describe('datasets', () => {
  const dataset = (properties: Record<string, string>) => ({
    name: 'a/b',
    pool: 'tank',
    properties,
    proxmox_content_type: [],
  });
  const there = (...all: [string, string][]) => ({
    pools: new Map([['tank', ONLINE]]),
    datasets: new Map([['tank/a/b', new Map(all)]]),
  });
  it.each([
    [
      { quota: '1.4T' },
      { pools: new Map([['tank', ONLINE]]) },
      ['there is no dataset tank/a/b: zfs create -p -o quota=1.4T tank/a/b'],
    ],
    [
      { quota: '2G', recordsize: '16K' },
      there(['quota', '2147483648'], ['recordsize', '16384']),
      [],
    ],
    [
      { quota: '2G', recordsize: '1M', sync: 'always' },
      there(['quota', '0'], ['recordsize', '16384'], ['sync', 'standard'], ['used', '5']),
      [
        'quota none -> 2G; recordsize 16K -> 1M; sync standard -> always: zfs set quota=2G recordsize=1M sync=always tank/a/b',
      ],
    ],
    [
      { quota: '1G' },
      there(['quota', '0'], ['used', '3221225472']),
      ['problem: cannot set quota of tank/a/b to 1G: 3G are used'],
    ],
    [
      { quota: '3G' },
      there(['quota', '0'], ['used', '3221225472']),
      ['quota none -> 3G: zfs set quota=3G tank/a/b'],
    ],
    [
      { quota: 'none' },
      there(['quota', '4294967296'], ['used', '3221225472']),
      ['quota 4G -> none: zfs set quota=none tank/a/b'],
    ],
    [
      { recordsize: '16K', 'x:y': '1' },
      there(['recordsize', '131072'], ['used', '3221225472']),
      ['recordsize 128K -> 16K; x:y unset -> 1: zfs set recordsize=16K x:y=1 tank/a/b'],
    ],
    [
      { quota: 'much' },
      {},
      ['problem: cannot make dataset tank/a/b: quota is "much", which is no amount'],
    ],
    [
      {},
      {},
      [
        'problem: cannot make dataset tank/a/b: there is no pool tank, and none of that name is declared',
      ],
    ],
  ] as const)('%j', (properties, facts, expected) => {
    expect(say({ datasets: [dataset({ ...properties })] }, facts)).toEqual(expected);
  });
});

it('a dataset is declared once', () => {
  const one = { name: 'a', pool: 'tank', properties: {}, proxmox_content_type: [] };
  expect(say({ datasets: [one, one] }, { pools: new Map([['tank', ONLINE]]) }).at(-1)).toBe(
    'problem: cannot make dataset tank/a: it is declared twice',
  );
});

it('the limit of the cache reaches the running kernel and the next', () => {
  const arc = { file: undefined, now: '0', stale: [] };
  expect(say({ arc_max_gb: 32 }, { arc })).toEqual([
    'zfs_arc_max from the start of the host on is to be 32 GiB: write /etc/modprobe.d/zz-phoenix-zfs.conf',
    '/etc/modprobe.d/zz-phoenix-zfs.conf is in the initial ram disks: update-initramfs -u -k all',
    `zfs_arc_max as ZFS likes it -> 32 GiB: tee ${ARC_NOW}`,
  ]);
});

it.each([
  ['34359738368', []],
  ['17179869184', [`zfs_arc_max 16 GiB -> 32 GiB: tee ${ARC_NOW}`]],
  ['1000000', [`zfs_arc_max 1000000 bytes -> 32 GiB: tee ${ARC_NOW}`]],
  [undefined, []],
])('a running kernel with a limit of %s', (now, expected) => {
  const lines = say({ arc_max_gb: 32 }, { arc: { file: undefined, now, stale: [] } });
  expect(lines.filter((line) => line.includes(ARC_NOW))).toEqual(expected);
});

it('what is noted of a pool that is being made is known to the next run', () => {
  const host = fakeHost({ files: {} });
  expect(disksBegun(host, 'tank')).toEqual([]);
  const write = (one: ReturnType<typeof unmark> | undefined) =>
    one !== undefined && 'content' in one && host.files.set(one.write, one.content);
  write(marked('tank', [DISK, '/dev/sdb'], [])[0]);
  expect(disksBegun(host, 'tank')).toEqual([DISK, '/dev/sdb']);
  expect(disksBegun(host, 'tan')).toEqual([]);
  write(unmark('tank'));
  expect(disksBegun(host, 'tank')).toEqual([]);
});

it.each([
  ['quota', '1.4T', '1539316278886'],
  ['recordsize', '128K', '131072'],
  ['quota', 'none', '0'],
  ['quota', '5', '5'],
  ['quota', '1.25G', '1342177280'],
  ['quota', '1.5', '1'],
  ['quota', '2gb', '2147483648'],
  ['quota', '2GiB', '2147483648'],
  ['quota', '7B', '7'],
  ['quota', 'much', 'much'],
  ['compression', 'lz4', 'lz4'],
  // What is no amount stays, also where it looks like one.
  ['mountpoint', 'none', 'none'],
  ['phoenix:size', '1K', '1K'],
])('%s %s is %s exactly', (property, value, exact) => {
  expect(exactValue(property, value)).toBe(exact);
});

it.each([
  ['recordsize', '131072', '128K'],
  ['quota', '1539316278886', '1.40T'],
  ['quota', '0', 'none'],
  ['recordsize', '1024', '1K'],
  ['quota', '1073217536', '1024M'],
  ['quota', '1049100288', '1001M'],
  ['quota', '1074266112000', '1000G'],
  ['recordsize', '512', '512B'],
  ['sync', 'always', 'always'],
  ['copies', '2', '2'],
])('%s %s is shown as %s', (property, value, shown) => {
  expect(humanValue(property, value)).toBe(shown);
});

it.each([
  'quota',
  'recordsize',
  'refquota',
  'refreservation',
  'reservation',
  'special_small_blocks',
  'volblocksize',
  'volsize',
])('%s is an amount, which ZFS tells in bytes', (property) => {
  expect(exactValue(property, '16K')).toBe('16384');
  expect(humanValue(property, '16384')).toBe('16K');
  for (const odd of ['-5', 'about 5G', '5 G', 'much', ''])
    expect(isAmount(property, odd)).toBe(false);
  expect(isAmount(property, '16K')).toBe(true);
});

it('zpool status tells pools with their kinds and devices', () => {
  const text = [
    '  pool: rpool',
    ' state: ONLINE',
    'config:',
    '',
    '\tNAME                STATE     READ WRITE CKSUM',
    '\trpool               ONLINE       0     0     0',
    '\t  mirror-0          ONLINE       0     0     0',
    '\t    /dev/sda3       ONLINE       0     0     0',
    '\t    /dev/sdb3       ONLINE       0     0     0',
    '\tlogs',
    '\t  /dev/nvme0n1p1    ONLINE       0     0     0',
    '',
    'errors: No known data errors',
    '',
    '  pool: tank',
    ' state: DEGRADED',
    'config:',
    '',
    '\tNAME         STATE     READ WRITE CKSUM',
    '\ttank         DEGRADED     0     0     0',
    '\t  /dev/sdc1  ONLINE       0     0     0',
    '\t  /dev/sdd1  UNAVAIL      0     0     0  cannot open',
    '',
    'errors: No known data errors',
  ].join('\n');
  expect(Object.fromEntries(parsePoolStatus(text))).toEqual({
    rpool: {
      health: 'ONLINE',
      kinds: ['mirror'],
      devices: ['/dev/sda3', '/dev/sdb3', '/dev/nvme0n1p1'],
    },
    tank: { health: 'DEGRADED', kinds: ['stripe', 'stripe'], devices: ['/dev/sdc1', '/dev/sdd1'] },
  });
  expect(parsePoolStatus('no pools available\n').size).toBe(0);
  expect(parseImportable('   pool: old\n     id: 1\n  state: ONLINE\n')).toEqual(['old']);
});

it('a disk is looked at with lsblk and wipefs alone', async () => {
  const tree = {
    blockdevices: [
      {
        path: '/dev/sdb',
        type: 'disk',
        serial: ' S1 ',
        model: null,
        size: 100,
        ro: false,
        fstype: null,
        label: null,
        pttype: 'gpt',
        mountpoints: [null],
        children: [
          {
            path: '/dev/sdb1',
            type: 'part',
            size: 50,
            ro: false,
            fstype: 'ext4',
            mountpoints: ['/srv'],
          },
        ],
      },
    ],
  };
  const host = fakeHost({
    commands: {
      lsblk: JSON.stringify(tree),
      wipefs: JSON.stringify({
        signatures: [
          { device: 'sdb', type: 'gpt' },
          { device: 'sdb', type: 'gpt' },
          { device: 'sdb', type: 'PMBR' },
          { device: 'sdb1', type: 'ext4', label: 'photos' },
        ],
      }),
    },
  });
  const { device } = await lookAtDisk(DISK, host);
  expect(host.calls.map((call) => 'argv' in call && call.argv.join(' '))).toEqual([
    expect.stringMatching(`^lsblk .* ${DISK}$`),
    'wipefs --json --no-act /dev/sdb /dev/sdb1',
  ]);
  expect(device).toMatchObject({
    serial: 'S1',
    tableType: 'gpt',
    mountpoints: [],
    signatures: ['gpt', 'PMBR'],
  });
  expect(device?.children[0]).toMatchObject({
    path: '/dev/sdb1',
    mountpoints: ['/srv'],
    label: 'photos',
  });
  host.on('lsblk', { exit: 32, stderr: 'lsblk: /x: not a block device\n' });
  expect((await lookAtDisk('/x', host)).device).toBeUndefined();
});
