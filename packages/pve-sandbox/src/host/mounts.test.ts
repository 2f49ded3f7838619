import { expect, test } from 'vitest';
import { mountOf, parseMountinfo } from './mount-flags.ts';
import { fstab, programBinds } from './mounts.ts';

const mounts = parseMountinfo(
  '20 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw\n' +
    '21 20 8:2 / /home rw,nosuid,nodev - ext4 /dev/sda2 rw\n' +
    '22 21 8:3 /sub /home/a\\040b rw - ext4 /dev/sda3 rw\n',
);

test('a path belongs to the mount of the longest mount point', () => {
  expect(mountOf('/homes', mounts)?.point).toBe('/');
  expect(mountOf('/home/x', mounts)?.point).toBe('/home');
  expect(mountOf('/home/a b/c', mounts)).toMatchObject({ device: '8:3', root: '/sub' });
});

test('a read-only bind repeats what its source forbids', () => {
  const text = fstab([{ source: '/home/x', target: '/r/x', readOnly: true, deep: true }], mounts);
  expect(text).toBe('/home/x /r/x none rbind,ro,nosuid,nodev 0 0\n');
});

test('blanks, tabs, newlines, hashes and backslashes in paths', () => {
  const text = fstab([{ source: '/a b#', target: '/c\t\n\\d' }], mounts);
  expect(text).toBe('/a\\040b\\043 /c\\011\\012\\134d none bind 0 0\n');
});

test("a host's own /usr stands in front of the machine's", () => {
  const [usr, local] = fstab(programBinds('/r', '/d/usr/local', '/d e:f/usr'), mounts).split('\n');
  expect(usr).toBe('none /r/usr overlay ro,lowerdir=/d\\040e\\134:f/usr:/usr 0 0');
  expect(local).toBe('/d/usr/local /r/usr/local none bind 0 0');
});
