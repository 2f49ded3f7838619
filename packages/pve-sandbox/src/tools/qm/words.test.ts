import { expect, test } from 'vitest';
import { defaultBoot } from './boot-order.ts';
import { storedVmNet } from './net.ts';
import { passwordText } from './password.ts';
import { refuseBadKeys } from './ssh-keys.ts';
import { bytesText } from './transfer.ts';

test('sizes as they are told', () => {
  expect([512, 2 ** 30, 24 * 2 ** 20].map(bytesText)).toEqual(['512.0 B', '1.0 GiB', '24.0 MiB']);
});

test('a machine boots from its first disk, its first CD, its first network card', () => {
  const values = new Map([
    ['net0', 'virtio'],
    ['ide2', 'vmdata:8000/vm-8000-cloudinit.qcow2,media=cdrom'],
    ['scsi1', 'vmdata:8000/vm-8000-disk-1.raw'],
    ['scsi0', 'vmdata:8000/vm-8000-disk-0.raw'],
  ]);
  expect(defaultBoot(values)).toBe('order=scsi0;ide2;net0');
  expect(defaultBoot(new Map())).toBe('');
});

test('a network card has an address, which a clone does not share', () => {
  const given = storedVmNet('virtio,bridge=vmbr0,firewall=1');
  expect(given).toMatch(/^virtio=BC:24:11(:[0-9A-F]{2}){3},bridge=vmbr0,firewall=1$/);
  expect(storedVmNet(given)).toBe(given);
  expect(storedVmNet(given, true)).not.toBe(given);
});

test('keys without a comment or an empty line between them', () => {
  const key = 'ssh-ed25519 AAAAC3NzaC1 me@there';
  expect(() => refuseBadKeys(encodeURIComponent(`${key}\n${key}\n`))).not.toThrow();
  for (const bad of [`# mine\n${key}\n`, `${key}\n\n${key}\n`, 'nonsense']) {
    expect(() => refuseBadKeys(encodeURIComponent(bad))).toThrow('validation error');
  }
});

test('a password is stored as a hash, and a hash as it is', () => {
  expect(passwordText('pw')).toMatch(/^\$5\$.{8}\$.{43}$/);
  expect(passwordText('$6$salt$hash')).toBe('$6$salt$hash');
});
