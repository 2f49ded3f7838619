import { expect, test } from 'vitest';
import { bootDisk, bootOrder, byBus, drives, isCloudInit } from './vm-drives.ts';

const values = (...lines: [string, string][]) => new Map(lines);
const disk = (n: number) => `local:8000/vm-8000-disk-${n}.raw,size=1G`;

test('drives by bus, then by number', () => {
  expect(['virtio0', 'scsi10', 'scsi2', 'efidisk0', 'ide3', 'sata1'].sort(byBus)).toEqual([
    'ide3',
    'scsi2',
    'scsi10',
    'virtio0',
    'sata1',
    'efidisk0',
  ]);
});

test('the boot disk is the first in the order, else the first disk; no CD', () => {
  const all = values(['ide0', 'none,media=cdrom'], ['scsi0', disk(0)], ['virtio0', disk(1)]);
  expect(bootDisk(all)?.key).toBe('scsi0');
  expect(bootDisk(new Map(all).set('boot', 'order=ide0;virtio0'))?.key).toBe('virtio0');
  expect(bootDisk(values(['ide0', 'none,media=cdrom']))).toBeUndefined();
  expect(bootOrder(values(['boot', 'order=scsi0;net0']))).toEqual(['scsi0', 'net0']);
});

test('a drive of cloud-init by its name, before and after it is made', () => {
  const given = ['local:cloudinit', 'zfs:vm-8000-cloudinit', 'vmdata:8000/vm-8000-cloudinit.qcow2'];
  const found = drives(values(...given.map((file, n) => [`ide${n}`, file] as [string, string])));
  expect(found.map(isCloudInit)).toEqual([true, true, true]);
  expect(drives(values(['scsi0', disk(0)])).some(isCloudInit)).toBe(false);
});
