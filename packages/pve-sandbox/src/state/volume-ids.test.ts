import { expect, test } from 'vitest';
import type { Storage } from './storage-cfg.ts';
import { parseVolname, splitVolid } from './volume-ids.ts';
import { treePath, volumePath } from './volume-paths.ts';

const dir: Storage = { type: 'dir', id: 'd', options: new Map([['path', '/d']]) };
const btrfs: Storage = { type: 'btrfs', id: 'b', options: new Map([['path', '/b']]) };
const zfs: Storage = { type: 'zfspool', id: 'z', options: new Map([['pool', 'tank/ct']]) };
const thin: Storage = { type: 'lvmthin', id: 'l', options: new Map([['vgname', 'pve']]) };

const pathOf = (store: Storage, name: string) =>
  volumePath({ ...parseVolname(store, name), store, name, volid: `${store.id}:${name}` });

test.each([
  [dir, '101/vm-101-disk-0.raw', '/d/images/101/vm-101-disk-0.raw'],
  [dir, '101/subvol-101-disk-0.subvol', '/d/images/101/subvol-101-disk-0.subvol'],
  [dir, 'vztmpl/debian-12.tar.zst', '/d/template/cache/debian-12.tar.zst'],
  [dir, 'iso/x.iso', '/d/template/iso/x.iso'],
  [dir, 'snippets/user.yaml', '/d/snippets/user.yaml'],
  [btrfs, '101/vm-101-disk-0.raw', '/b/images/101/vm-101-disk-0/disk.raw'],
  [btrfs, '101/subvol-101-disk-0.subvol', '/b/images/101/subvol-101-disk-0'],
  [zfs, 'subvol-101-disk-0', '/tank/ct/subvol-101-disk-0'],
  [zfs, 'basevol-100-disk-0/subvol-101-disk-0', '/tank/ct/subvol-101-disk-0'],
  [zfs, 'vm-102-disk-0', '/dev/zvol/tank/ct/vm-102-disk-0'],
  [thin, 'vm-101-disk-0', '/dev/pve/vm-101-disk-0'],
])('%o %s', (store, name, path) => {
  expect(pathOf(store, name)).toBe(path);
});

test.each([
  [dir, 'abc', "unable to parse directory volume name 'abc'"],
  [dir, '9000/x', "unable to parse volume filename 'x'"],
  [zfs, 'abc', "unable to parse zfs volume name 'abc'"],
  [thin, 'abc', "unable to parse lvm volume name 'abc'"],
])('%o refuses %s', (store, name, message) => {
  expect(() => parseVolname(store, name)).toThrow(message);
});

test('a raw volume has its tree beside it, a dataset is its own', () => {
  const of = (store: Storage, name: string) =>
    treePath({ ...parseVolname(store, name), store, name, volid: '' });
  expect(of(dir, '101/vm-101-disk-0.raw')).toBe(
    '/var/lib/pve-sandbox/trees/d/101/vm-101-disk-0.raw',
  );
  expect(of(zfs, 'subvol-101-disk-0')).toBe('/tank/ct/subvol-101-disk-0');
});

test('a volume id has a storage', () => {
  expect(splitVolid('a-b:x/y')).toEqual({ storeId: 'a-b', name: 'x/y' });
  expect(() => splitVolid('vmdata:')).toThrow("unable to parse volume ID 'vmdata:'");
});
