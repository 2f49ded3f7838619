import { expect, test } from 'vitest';
import { emptyVmConf } from '../../state/vm-conf.ts';
import { canChangeNow, hotplugFeatures } from './hotplug-rules.ts';

const disk = 'local:8000/vm-8000-disk-0.raw';
const can = (key: string, before: string | undefined, after: string | undefined) => {
  const conf = emptyVmConf();
  if (before !== undefined) conf.values.set(key, before);
  return canChangeNow(conf, key, after, hotplugFeatures(conf.values));
};

test.each([
  ['name', 'a', 'b', true],
  ['ipconfig0', undefined, 'ip=dhcp', true],
  ['memory', '64', '128', false],
  ['cores', '1', '2', false],
  ['net1', undefined, 'virtio,bridge=b', true],
  ['net1', 'virtio,bridge=b', undefined, true],
  ['scsi1', undefined, disk, true],
  ['ide1', undefined, disk, false],
  ['scsi1', `${disk},size=1G`, `${disk},size=2G`, true],
  ['scsi1', `${disk},size=1G`, `${disk},size=1G,ssd=1`, false],
  ['ide2', 'none,media=cdrom', 'local:iso/x.iso,media=cdrom', true],
  ['efidisk0', disk, undefined, false],
  ['agent', '1', '0', false],
  ['agent', '1', 'enabled=1,fstrim_cloned_disks=1', true],
  ['serial0', undefined, 'socket', false],
])('%s from %s to %s: %s', (key, before, after, expected) => {
  expect(can(key, before, after)).toBe(expected);
});

test('what may be plugged is what is configured', () => {
  expect([...hotplugFeatures(new Map())]).toEqual(['network', 'disk', 'usb']);
  expect(hotplugFeatures(new Map([['hotplug', '0']])).size).toBe(0);
  expect(hotplugFeatures(new Map([['hotplug', 'network,memory']])).has('memory')).toBe(true);
});
