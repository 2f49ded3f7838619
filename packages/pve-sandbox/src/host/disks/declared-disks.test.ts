import { expect, test } from 'vitest';
import { diskAt } from './declared-disks.ts';

test.each([
  ['/dev/disk/by-id/nvme-Example_SSD_1TB_X01', 'nvme0n1', 'X01', 'Example SSD 1TB', false],
  ['/dev/disk/by-id/ata-Example_HDD_4TB_Y02', 'sdb', 'Y02', 'Example HDD 4TB', true],
  ['/dev/disk/by-id/nvme-A', 'nvme0n1', 'A', 'Example NVME', false],
  ['/dev/sdk', 'sdk', 'SERIAL-sdk', 'Example disk', true],
])('%s', (path, name, serial, model, rotational) => {
  expect(diskAt(path, [])).toMatchObject({ name, serial, model, rotational, kind: 'disk' });
});

test.each([
  ['nvme-Example_SSD_1TB_X01', 1_000_204_886_016],
  ['nvme-Example_SSD_2TB_X01', 2_000_398_934_016],
  ['ata-Example_500GB_X01', 500_107_862_016],
  ['ata-Example_X01', 1_000_204_886_016],
])('%s has %d bytes', (id, bytes) => {
  expect(diskAt(`/dev/disk/by-id/${id}`, []).size).toBe(bytes);
});

test('each disk has a kernel name of its own, and none that of the disk with the system', () => {
  const first = diskAt('/dev/disk/by-id/ata-A', []);
  const second = diskAt('/dev/disk/by-id/ata-B', [first]);
  expect([first.name, second.name]).toEqual(['sdb', 'sdc']);
});
