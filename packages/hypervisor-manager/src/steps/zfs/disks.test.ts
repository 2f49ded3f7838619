import { fakeHost } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import { type Disk, lookAtDisk } from './disks.ts';

const PATH = '/dev/disk/by-id/ata-X_S1';
const SDB = { path: '/dev/sdb', type: 'disk', serial: 'S1', size: 1000, ro: false };
const PART = { path: '/dev/sdb1', type: 'part', size: 500, ro: false };

interface Answers {
  /** What lsblk tells of the disk. */
  readonly tree?: object;
  /** What wipefs finds. */
  readonly found?: readonly object[];
}

function hostOf({ tree = {}, found = [] }: Answers) {
  return fakeHost({
    commands: {
      lsblk: JSON.stringify({ blockdevices: [{ ...SDB, ...tree }] }),
      wipefs: JSON.stringify({ signatures: found }),
    },
  });
}

const look = (answers: Answers): Promise<Disk> => lookAtDisk(PATH, hostOf(answers));

it('a disk is what lsblk tells of it', async () => {
  const tree = {
    model: ' Big Disk ',
    fstype: 'ext4',
    label: 'photos',
    pttype: 'dos',
    mountpoints: [null, '/srv', '/mnt'],
  };
  expect(await look({ tree })).toEqual({
    path: PATH,
    device: {
      path: '/dev/sdb',
      type: 'disk',
      serial: 'S1',
      model: 'Big Disk',
      size: 1000,
      readOnly: false,
      signatures: [],
      fstype: 'ext4',
      label: 'photos',
      tableType: 'dos',
      mountpoints: ['/srv', '/mnt'],
      children: [],
    },
  });
});

it('a serial number of blanks is none, so nobody can name it to wipe the disk', async () => {
  expect((await look({ tree: { serial: '   ' } })).device?.serial).toBeUndefined();
  expect((await look({ tree: { serial: '' } })).device?.serial).toBeUndefined();
});

it('a disk is mounted nowhere where lsblk does not say', async () => {
  expect((await look({})).device?.mountpoints).toEqual([]);
});

it.each([
  [true, true],
  ['1', true],
  [1, true],
  [false, false],
  ['0', false],
  [0, false],
  ['', false],
])('RO %j of lsblk, old or new: write protected %j', async (ro, readOnly) => {
  expect((await look({ tree: { ro } })).device?.readOnly).toBe(readOnly);
});

describe('there is no such disk', () => {
  const sdb = JSON.stringify({ blockdevices: [SDB] });
  it.each([
    ['lsblk fails', { exit: 32, stderr: 'lsblk: /x: not a block device\n' }],
    ['lsblk fails, whatever it has told before', { exit: 64, stdout: sdb }],
    ['lsblk says nothing', ''],
    ['lsblk says an empty line', '\n'],
    ['lsblk lists nothing', '{"blockdevices":[]}'],
    ['lsblk lists what is no device', '{"blockdevices":[null,"sdb",7]}'],
  ])('%s', async (_, answer) => {
    const host = fakeHost({ commands: { lsblk: answer, wipefs: '' } });
    expect(await lookAtDisk('/x', host)).toEqual({ path: '/x', device: undefined });
    expect(host.calls).toHaveLength(1);
  });
});

it.each(['', '\n'])('a disk on which wipefs finds nothing is blank: %j', async (wipefs) => {
  const lsblk = JSON.stringify({ blockdevices: [SDB] });
  const { device } = await lookAtDisk(PATH, fakeHost({ commands: { lsblk, wipefs } }));
  expect(device).toMatchObject({ signatures: [], fstype: undefined });
});

it('wipefs reads disks and partitions, and not what is active on them', async () => {
  const volume = { path: '/dev/mapper/vg-lv', type: 'lvm' };
  const host = hostOf({ tree: { children: [{ ...PART, children: [volume] }] } });
  const { device } = await lookAtDisk(PATH, host);
  expect(host.calls.at(-1)).toMatchObject({
    argv: ['wipefs', '--json', '--no-act', '/dev/sdb', '/dev/sdb1'],
  });
  expect(device?.children[0]?.children[0]).toMatchObject(volume);
  const whole = { ...hostOf({ tree: { path: '/dev/mapper/mpatha', type: 'mpath' } }) };
  await lookAtDisk(PATH, whole);
  expect(whole.calls.at(-1)).toMatchObject({
    argv: ['wipefs', '--json', '--no-act', '/dev/mapper/mpatha'],
  });
});

describe('what wipefs finds and udev has not noticed', () => {
  it('is what is on the disk', async () => {
    const found = [
      { device: 'sdb', type: 'xfs', label: 'photos' },
      { device: 'sdc', type: 'ext4', label: 'of another disk' },
      { device: 'sdb' },
    ];
    expect((await look({ found })).device).toMatchObject({
      fstype: 'xfs',
      label: 'photos',
      signatures: ['xfs'],
    });
  });
  it.each(['gpt', 'PMBR', 'dos'])(
    'is no content where it is a partition table: %s',
    async (type) => {
      expect((await look({ found: [{ device: 'sdb', type }] })).device).toMatchObject({
        fstype: undefined,
        signatures: [type],
      });
    },
  );
  it('is on the partition where it was found, behind the table of it', async () => {
    const found = [
      { device: 'sdb1', type: 'dos' },
      { device: 'sdb1', type: 'zfs_member', label: 'tank' },
    ];
    const { device } = await look({ tree: { children: [PART] }, found });
    expect(device).toMatchObject({ fstype: undefined, label: undefined, signatures: [] });
    expect(device?.children[0]).toMatchObject({
      fstype: 'zfs_member',
      label: 'tank',
      signatures: ['dos', 'zfs_member'],
    });
  });
  it('does not replace what lsblk says', async () => {
    const tree = { fstype: 'LVM2_member', label: 'old' };
    const found = [{ device: 'sdb', type: 'ext4', label: 'new' }];
    expect((await look({ tree, found })).device).toMatchObject({
      fstype: 'LVM2_member',
      label: 'old',
      signatures: ['ext4'],
    });
  });
});

it('what wipefs finds on a disk of several paths and on its partitions is theirs', async () => {
  const tree = {
    path: '/dev/mapper/mpatha',
    type: 'mpath',
    children: [{ path: '/dev/mapper/mpatha-part1', type: 'part', size: 500, ro: false }],
  };
  const found = [
    { device: 'mpatha', type: 'gpt' },
    { device: 'mpatha-part1', type: 'ext4', label: 'photos' },
    { device: 'mpathb', type: 'xfs' },
  ];
  const { device } = await look({ tree, found });
  expect(device).toMatchObject({
    signatures: ['gpt'],
    children: [{ signatures: ['ext4'], fstype: 'ext4', label: 'photos' }],
  });
});
