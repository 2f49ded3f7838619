import { expect, test } from 'vitest';
import { isNamed } from './named-volumes.ts';

test.each([
  ['mp0: a:vm-1-disk-1,mp=/x\n', 'a:vm-1-disk-1', true],
  ['mp0: a:vm-1-disk-11,mp=/x\n', 'a:vm-1-disk-1', false],
  ['mp0: b:vm-1-disk-1,mp=/x\n', 'a:vm-1-disk-1', false],
  ['scsi0: file=a:vm-1-disk-1\n', 'a:vm-1-disk-1', true],
  ['[old]\nmp0: a:vm-1-disk-1\n', 'a:vm-1-disk-1', true],
  ['ide2: a:vm-1-cloudinit,media=cdrom\n', 'a:vm-1-cloudinit', true],
  ['ide0: a:vm-1-cloudinit\nnet0: none\n', 'a:vm-1-cloudinit', true],
  ['ide2: a:1/vm-1-cloudinit.qcow2,media=cdrom\n', 'a:1/vm-1-cloudinit.qcow2', true],
  ['[old]\nide2: a:1/vm-1-cloudinit.qcow2,media=cdrom\n', 'a:1/vm-1-cloudinit.qcow2', false],
  ['[PENDING]\nide2: a:vm-1-cloudinit,media=cdrom\n', 'a:vm-1-cloudinit', true],
  ['[old]\nide2: a:vm-1-cloudinit,media=cdrom\n', 'a:vm-1-cloudinit', false],
  ['', 'a:vm-1-disk-1', false],
])('%j and %s', (conf, volid, named) => expect(isNamed(conf, volid)).toBe(named));
