import { describe, expect, it } from 'vitest';
import type { BlockDevice, Disk } from './disks.ts';
import { judgeDisk } from './judge-disk.ts';

const PATH = '/dev/disk/by-id/ata-X_S1';

/** A disk with serial number S1, and whatever a case says of it. */
function disk(device: Partial<BlockDevice> = {}, signatures: readonly string[] = []): Disk {
  return { path: PATH, device: { ...bare('/dev/sdb'), serial: 'S1', signatures, ...device } };
}

function bare(path: string, more: Partial<BlockDevice> = {}): BlockDevice {
  return {
    path,
    type: 'disk',
    serial: undefined,
    model: undefined,
    size: 1e12,
    readOnly: false,
    signatures: [],
    fstype: undefined,
    label: undefined,
    tableType: undefined,
    mountpoints: [],
    children: [],
    ...more,
  };
}

const part = (fstype: string, more: Partial<BlockDevice> = {}) =>
  bare('/dev/sdb1', { type: 'part', fstype, ...more });

/** What becomes of a disk, in a word and its reason. */
function verdict(
  one: Disk,
  wipe: readonly string[],
  members = new Map<string, string>(),
  begun: readonly string[] = [],
): string {
  const judged = judgeDisk(one, 'tank', { wipe, members, begun });
  if (judged.may === 'use') return 'use';
  if (judged.may === 'wipe') return `wipe ${judged.devices.join(' ')}: ${judged.carries}`;
  return judged.problem.message.replace(`cannot make pool tank of ${PATH}: `, 'no: ');
}

it('a blank disk is used, with or without its serial number', () => {
  expect(verdict(disk(), [])).toBe('use');
  expect(verdict(disk(), ['S1'])).toBe('use');
});

it.each(['disk', 'part', 'loop', 'mpath'])('a pool may be made of a %s', (type) => {
  expect(verdict(disk({ type }), [])).toBe('use');
});

it('a disk that may be wiped is named with its model, where it tells one', () => {
  const wipeable = (model: string | undefined) => {
    const one = disk({ fstype: 'ext4', model });
    const judged = judgeDisk(one, 'tank', { wipe: [], members: new Map(), begun: [] });
    return judged.may === 'nothing' ? judged.wipeable : undefined;
  };
  const named = { path: PATH, serial: 'S1', pool: 'tank', carries: 'a file system (ext4)' };
  expect(wipeable('Big Disk')).toStrictEqual({ ...named, model: 'Big Disk' });
  expect(wipeable(undefined)).toStrictEqual(named);
});

describe('83, 85: a disk that carries anything is left alone until its serial number is given', () => {
  it.each([
    ['ext4', disk({ fstype: 'ext4', label: 'photos' }), 'a file system (ext4) "photos"'],
    ['xfs', disk({ fstype: 'xfs' }), 'a file system (xfs)'],
    ['ntfs', disk({ fstype: 'ntfs' }, ['ntfs']), 'a file system (ntfs)'],
    ['an odd one', disk({ fstype: 'constructor' }), 'a file system (constructor)'],
    ['LVM PV', disk({ fstype: 'LVM2_member' }), 'an LVM physical volume'],
    ['mdraid member', disk({ fstype: 'linux_raid_member' }), 'part of a Linux RAID'],
    ['LUKS', disk({ fstype: 'crypto_LUKS' }), 'an encrypted volume (LUKS)'],
    [
      'exported pool',
      disk({ tableType: 'gpt', children: [part('zfs_member', { label: 'old' })] }, ['gpt', 'PMBR']),
      'a partition table (gpt), /dev/sdb1 with part of a ZFS pool "old"',
    ],
    ['empty table', disk({ tableType: 'dos' }), 'a partition table (dos)'],
    [
      'partition without a file system',
      disk({ tableType: 'gpt', children: [bare('/dev/sdb1', { type: 'part' })] }),
      'a partition table (gpt), /dev/sdb1',
    ],
    [
      'file system beside an older table, which has no name of its own',
      disk({ fstype: 'zfs_member', label: 'old', tableType: 'gpt' }, ['dos']),
      'a partition table (dos), part of a ZFS pool "old", a partition table (gpt)',
    ],
    ['what only wipefs sees', disk({}, ['vmfs']), 'a file system (vmfs)'],
  ])('%s', (_, one, carries) => {
    expect(verdict(one, [])).toBe(`no: it carries ${carries}`);
    expect(verdict(one, ['S2', '', '*'])).toBe(`no: it carries ${carries}`);
    expect(verdict(one, ['S1'])).toMatch(/^wipe .*\/dev\/sdb: /);
  });
});

it('partitions are wiped before what they are on', () => {
  const one = disk({ tableType: 'gpt', children: [part('ext4')] });
  expect(verdict(one, ['S1'])).toMatch(/^wipe \/dev\/sdb1 \/dev\/sdb: /);
});

describe('a disk in use is never taken, whatever is given', () => {
  const lvm = bare('/dev/mapper/vg-lv', { type: 'lvm' });
  it.each([
    [
      'mounted',
      disk({ children: [part('ext4', { mountpoints: ['/srv'] })] }),
      '/dev/sdb1 is mounted at /srv',
    ],
    [
      'boot',
      disk({ children: [part('vfat', { mountpoints: ['/boot/efi'] })] }),
      '/dev/sdb1 is what this host runs from (/boot/efi)',
    ],
    [
      'root on LVM',
      disk({ children: [part('LVM2_member', { children: [{ ...lvm, mountpoints: ['/'] }] })] }),
      '/dev/mapper/vg-lv is what this host runs from (/)',
    ],
    [
      'swap',
      disk({ children: [part('swap', { mountpoints: ['[SWAP]'] })] }),
      '/dev/sdb1 is in use as swap',
    ],
    [
      'idle swap',
      disk({ fstype: 'swap' }),
      '/dev/sdb is swap space, which may be in use at any time',
    ],
    [
      'active volume',
      disk({ fstype: 'LVM2_member', children: [lvm] }),
      '/dev/mapper/vg-lv (lvm) is active on it',
    ],
    [
      'array',
      disk({ children: [bare('/dev/md0', { type: 'raid1' })] }),
      '/dev/md0 (raid1) is active on it',
    ],
  ])('%s', (_, one, why) => {
    expect(verdict(one, ['S1'])).toBe(`no: ${why}`);
  });
  it('imported pool', () => {
    const one = disk({ children: [part('zfs_member')] });
    expect(verdict(one, ['S1'], new Map([['/dev/sdb1', 'rpool']]))).toBe(
      'no: /dev/sdb1 belongs to the pool rpool, which is imported',
    );
  });
});

it.each([
  [{ ...disk(), device: undefined }, 'no: there is no such disk'],
  [disk({ type: 'rom' }), 'no: it is a rom and no disk'],
  [disk({ readOnly: true }), 'no: it can only be read'],
  [
    disk({ serial: undefined, fstype: 'ext4' }),
    'no: it carries a file system (ext4), and has no serial number to name it by',
  ],
])('%j', (one, why) => {
  expect(verdict(one, ['S1'])).toBe(why);
});

describe('what a killed zpool create of ours has left is wiped without a word', () => {
  const left = (label: string, more: Partial<BlockDevice> = {}) =>
    disk(
      {
        tableType: 'gpt',
        children: [part('zfs_member', { label }), part('', { fstype: undefined })],
        ...more,
      },
      ['gpt', 'PMBR'],
    );
  const judged = (one: Disk, begun = [PATH]) => verdict(one, [], new Map(), begun).slice(0, 4);
  it('as long as there is nothing else on it, and it was begun', () => {
    expect(judged(left('tank'))).toBe('wipe');
    expect(judged(left('tank'), [])).toBe('no: ');
    expect(judged(left('photos'))).toBe('no: ');
    expect(judged(disk({ fstype: 'ext4' }, ['ext4']))).toBe('no: ');
    expect(judged(left('tank', { mountpoints: ['/x'] }))).toBe('no: ');
  });
  const half = (label: string | undefined, fstype = 'zfs_member') =>
    disk({ tableType: 'gpt', children: [part(fstype, { label })] }, ['gpt', 'PMBR']);
  it.each([
    ['the name of the pool is not written yet', half(undefined), 'wipe'],
    ['wipefs sees it, too', disk({ fstype: 'zfs_member', label: 'tank' }, ['zfs_member']), 'wipe'],
    ['a file system that is called like the pool', half('tank', 'ext4'), 'no: '],
    ['a file system without a name', half(undefined, 'ext4'), 'no: '],
    [
      'wipefs sees something else beside it',
      disk({ fstype: 'zfs_member', label: 'tank' }, ['zfs_member', 'ext4']),
      'no: ',
    ],
  ])('%s', (_, one, word) => {
    expect(judged(one)).toBe(word);
  });
});
