import { expect, it } from 'vitest';
import { bootDisk, cloudInitDrive, desiredBoot, disks } from './disks.ts';

const keys = (pairs: Record<string, string>) => new Map(Object.entries(pairs));

const DRIVES = keys({
  ide0: 'guests:vm-1-disk-9',
  sata1: 'guests:vm-1-disk-8',
  scsi10: 'guests:vm-1-disk-7',
  scsi2: 'guests:vm-1-disk-6',
  virtio0: 'guests:vm-1-disk-5',
  ide2: 'guests:vm-1-cloudinit,media=cdrom',
  ide3: 'none,media=cdrom',
  ide1: 'local:iso/debian.iso,media=cdrom',
  sata0: 'none',
  scsihw: 'virtio-scsi-single',
  xscsi0: 'guests:a',
  scsi0x: 'guests:b',
});

it('disks are told from other drives, by bus and number', () => {
  expect(disks(DRIVES)).toEqual(['scsi2', 'scsi10', 'virtio0', 'sata1', 'ide0']);
  expect(bootDisk(DRIVES)).toBe('scsi2');
  expect(bootDisk(new Map([...DRIVES, ['boot', 'order=net0;ide2;sata1;scsi2']]))).toBe('sata1');
  expect(bootDisk(new Map())).toBeUndefined();
  expect(cloudInitDrive(DRIVES)).toBe('ide2');
});

it.each([
  ['guests:cloudinit', 'ide0'],
  ['files:8001/vm-8001-cloudinit.qcow2', 'ide0'],
  ['guests:vm-8001-cloudinit', 'ide0'],
  ['guests:vm-x-cloudinit', undefined],
  ['guests:mycloudinit', undefined],
  ['guests:cloudinitx', undefined],
  ['guests:cloudinit.raw.gz', undefined],
])('a drive of cloud-init: %s', (value, key) =>
  expect(cloudInitDrive(keys({ ide0: value }))).toBe(key),
);

it('nothing but a drive is one of cloud-init', () => {
  expect(cloudInitDrive(keys({ unused0: 'guests:vm-8001-cloudinit' }))).toBeUndefined();
});

it.each([
  [{ scsi0: 'guests:a', boot: 'order=net0' }, 'order=scsi0;net0'],
  [{ scsi0: 'guests:a', boot: 'order=' }, 'order=scsi0'],
  [{ scsi0: 'guests:a', boot: 'order=net0;scsi0' }, undefined],
  [{ scsi0: 'guests:a', boot: 'cdn' }, undefined],
  [{ scsi0: 'guests:a', boot: 'legacy=cdn,order=net0' }, 'order=scsi0;net0'],
  [{ scsi0: 'guests:a', boot: 'legacy=cdn' }, undefined],
  [{ scsi0: 'guests:a' }, undefined],
  [{ boot: 'order=net0' }, undefined],
])('the boot order of %j', (conf, boot) => expect(desiredBoot(keys(conf))).toBe(boot));
