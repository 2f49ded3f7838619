import { expect, it } from 'vitest';
import { cmdlineLine, cmdlineWith, grubLine, grubWith, missingWords } from './boot-words.ts';

const WORDS = ['intel_iommu=on', 'iommu=pt'];

it.each([
  ['X="quiet"', 'X="quiet intel_iommu=on iommu=pt"'],
  ["X='quiet  splash'", "X='quiet  splash intel_iommu=on iommu=pt'"],
  ['X=quiet', 'X="quiet intel_iommu=on iommu=pt"'],
  ['X=""', 'X="intel_iommu=on iommu=pt"'],
  ['X="intel_iommu=off  quiet iommu=soft"', 'X="  quiet intel_iommu=on iommu=pt"'],
  ['X="a=\\"b c\\" iommu=pt" # mine', 'X="a=\\"b c\\" iommu=pt intel_iommu=on" # mine'],
  ['X="old"\nX="quiet"\nY=1', 'X="old"\nX="quiet intel_iommu=on iommu=pt"\nY=1'],
  ['# X="quiet"', '# X="quiet"\nX="intel_iommu=on iommu=pt"\n'],
  ['', 'X="intel_iommu=on iommu=pt"\n'],
])('grub: %j becomes %j', (before, after) => {
  const name = (text: string) => text.replaceAll('X=', 'GRUB_CMDLINE_LINUX_DEFAULT=');
  const edited = grubWith(name(before), WORDS);
  expect(edited).toBe(name(after));
  expect(missingWords(grubLine(edited), WORDS)).toEqual([]);
  expect(grubWith(edited, WORDS)).toBe(edited);
});

it.each([
  [
    'root=ZFS=rpool/ROOT/pve-1 boot=zfs\n',
    'root=ZFS=rpool/ROOT/pve-1 boot=zfs intel_iommu=on iommu=pt\n',
  ],
  ['root=x iommu=pt\nsecond line\n', 'root=x iommu=pt intel_iommu=on\nsecond line\n'],
  ['root=x', 'root=x intel_iommu=on iommu=pt\n'],
])('systemd-boot: %j becomes %j', (before, after) => {
  expect(cmdlineWith(before, WORDS)).toBe(after);
  expect(missingWords(cmdlineLine(after), WORDS)).toEqual([]);
});

it('of words with one name the last counts', () => {
  expect(missingWords('iommu=pt quiet iommu=off', ['iommu=pt'])).toEqual(['iommu=pt']);
});
