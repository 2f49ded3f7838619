import { expect, it } from 'vitest';
import { stored } from './configure.ts';
import { expectedValue, isCloudInitSetting, waitsForStart } from './settings.ts';

it.each([
  ['net0', 'virtio,bridge=a', 'bridge=a'],
  ['xnet0', 'virtio,bridge=a', 'virtio,bridge=a'],
  ['net0x', 'virtio,bridge=a', 'virtio,bridge=a'],
  ['memory', 'guests:5', 'guests:5'],
  ['scsi0', 'guests:5,discard=on', 'guests:0'],
  ['scsi0', 'guests:0.5', 'guests:0'],
  ['scsi0', 'guests:5x', 'guests:5x'],
  ['scsi0', 'guests:vm-1-disk-0', 'guests:vm-1-disk-0'],
  ['scsi0', '/dev/a:5', '/dev/a:5'],
  ['ide2', 'guests:cloudinit', 'media=cdrom'],
  ['ide2', 'guests:cloudinit,media=cdrom', 'guests:cloudinit,media=cdrom'],
])('what is read back of %s %s', (key, sent, value) =>
  expect(expectedValue(key, sent)).toBe(value),
);

it.each([
  ['memory', '5', '5'],
  ['scsi0', 'guests:5,discard=on', 'guests:vm-8001-disk-0,discard=on,size=5G'],
  ['virtio11', 'guests:0.5', 'guests:vm-8001-disk-11,size=0.5G'],
  ['scsi0', 'guests:0,import-from=/x,discard=on', 'guests:vm-8001-disk-0,discard=on'],
  ['scsi0', 'files:5,format=qcow2', 'files:8001/vm-8001-disk-0.qcow2,size=5G'],
  ['ide2', 'guests:cloudinit', 'guests:vm-8001-cloudinit,media=cdrom'],
  ['scsi0', 'guests:5x,a=b', 'guests:5x,a=b'],
  ['scsi0', 'guests:x5', 'guests:x5'],
  ['scsi0', 'none,media=cdrom', 'none,media=cdrom'],
])('what Proxmox makes of %s %s', (key, sent, value) =>
  expect(stored(8001, key, sent)).toBe(value),
);

it.each([
  ['name', false],
  ['net0', false],
  ['net12', false],
  ['hookscript', false],
  ['memory', true],
  ['xname', true],
  ['names', true],
  ['net', true],
  ['xnet0', true],
])('%s waits for a start: %s', (key, waits) => expect(waitsForStart(key)).toBe(waits));

it.each([
  ['ciuser', true],
  ['cicustom', true],
  ['ipconfig10', true],
  ['nameserver', true],
  ['searchdomain', true],
  ['sshkeys', true],
  ['ci', false],
  ['xciuser', false],
  ['ipconfig', false],
  ['net0', false],
  ['nameservers', false],
])('%s is for cloud-init alone: %s', (key, is) => expect(isCloudInitSetting(key)).toBe(is));
