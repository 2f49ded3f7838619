import { expect, test } from 'vitest';
import { networkMounts } from './run-boot.ts';

test('a boot mounts the network file systems of fstab, but what it is told to leave', () => {
  const fstab = [
    '# 10.0.0.9:/z /mnt/z nfs defaults 0 0',
    'LABEL=root / ext4 defaults 0 1',
    '10.0.0.9:/a /mnt/a nfs defaults,_netdev 0 0',
    '10.0.0.9:/b /mnt/b\\040c nfs4 defaults 0 0',
    '10.0.0.9:/d /mnt/d nfs noauto 0 0',
  ];
  expect(networkMounts(`${fstab.join('\n')}\n`)).toBe(
    '10.0.0.9:/a\t/mnt/a\n10.0.0.9:/b\t/mnt/b c\n',
  );
});
