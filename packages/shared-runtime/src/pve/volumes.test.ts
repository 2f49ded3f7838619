import { expect, test } from 'vitest';
import { newVolume, readVolumes } from './volumes.ts';

test('a listing, with and without owners', () => {
  const text = `Volid                          Format  Type            Size VMID
guests:subvol-950-disk-1       subvol  rootdir   5368709120 950
local:vztmpl/debian.tar.zst    tzst    vztmpl     123456789
`;
  expect(readVolumes(text)).toEqual([
    { volid: 'guests:subvol-950-disk-1', bytes: 5368709120 },
    { volid: 'local:vztmpl/debian.tar.zst', bytes: 123456789 },
  ]);
  expect(readVolumes('')).toEqual([]);
  expect(
    readVolumes(
      'a:b raw images 12\na:c raw images\nd raw images 1 2\nsaid: x y z 4 \n x:y raw images 3',
    ),
  ).toEqual([
    { volid: 'a:b', bytes: 12 },
    { volid: 'x:y', bytes: 3 },
  ]);
});

test.each([
  ['guests:8,mp=/data', { storage: 'guests', bytes: 8 * 2 ** 30 }],
  ['guests:8', { storage: 'guests', bytes: 8 * 2 ** 30 }],
  ['a-b.c:0.5,mp=/x', { storage: 'a-b.c', bytes: 2 ** 29 }],
  ['a:0.25', { storage: 'a', bytes: 2 ** 28 }],
  ['guests:0,import-from=x', { storage: 'guests', bytes: 0 }],
  ['guests:cloudinit', { storage: 'guests' }],
  ['/srv/guests:8', undefined],
  ['guests:subvol-950-disk-1,mp=/data', undefined],
  ['guests:vm-950-cloudinit,media=cdrom', undefined],
  ['guests:8x', undefined],
  ['/srv/data,mp=/data', undefined],
  ['order=1,up=5', undefined],
  ['10.0.0.1:8', undefined],
  ['', undefined],
])('what %s asks for', (value, wanted) => {
  expect(newVolume(value)).toEqual(wanted);
});
