import { expect, test } from 'vitest';
import { vdevName } from './vdev-names.ts';

test.each([
  ['/dev/disk/by-id/ata-X_1-part1', true, false, 'ata-X_1'],
  ['/dev/sdb1', true, false, 'sdb'],
  ['/dev/nvme0n1p1', true, false, 'nvme0n1'],
  ['/dev/sdb1', false, false, 'sdb1'],
  ['/dev/disk/by-id/ata-X_1-part1', true, true, '/dev/disk/by-id/ata-X_1-part1'],
])('%s', (path, wholeDisk, whole, name) => {
  expect(vdevName(path, wholeDisk, { path: whole })).toBe(name);
});
