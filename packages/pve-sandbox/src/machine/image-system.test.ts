import { expect, test } from 'vitest';
import { systemOfImage } from './image-system.ts';

test.each([
  ['noble-server-cloudimg-amd64.img', 'ubuntu', '24.04'],
  ['ubuntu-22.04-server-cloudimg-amd64.img', 'ubuntu', '22.04'],
  ['debian-12-genericcloud-amd64.qcow2', 'debian', '12'],
  ['Fedora-Cloud-Base-Generic-42-1.1.x86_64.qcow2', 'fedora', '42'],
  ['Rocky-9-GenericCloud.latest.x86_64.qcow2', 'centos', '9'],
  ['generic_alpine-3.21.0-x86_64-bios-cloudinit-r0.qcow2', 'alpine', '3.21'],
])('%s is %s %s', (name, ostype, version) => {
  expect(systemOfImage(name)).toEqual({ ostype, version });
});

test.each(['cloud.qcow2', 'disk.raw', 'data.img'])('%s tells of no system', (name) => {
  expect(systemOfImage(name)).toBeUndefined();
});
