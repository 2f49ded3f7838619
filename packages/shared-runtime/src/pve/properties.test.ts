import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatProperties, parseProperties, parseSize, valueHolds } from './properties.ts';

describe('properties', () => {
  it('come out of a round trip as they went in', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/);
    const value = fc.stringMatching(/^[A-Za-z0-9:/.;-]{1,8}$/);
    const pairs = fc.dictionary(name, value, { noNullPrototype: true });
    fc.assert(
      fc.property(pairs, (properties) => {
        expect(parseProperties(formatProperties(properties))).toEqual(properties);
      }),
    );
  });

  it('sizes have binary units', () => {
    expect(['8G', '512M', '1T', '42', 'x'].map(parseSize)).toEqual([
      8 * 2 ** 30,
      512 * 2 ** 20,
      2 ** 40,
      42,
      undefined,
    ]);
  });
});

describe('valueHolds', () => {
  const cases: [key: string, actual: string | undefined, wanted: string, holds: boolean][] = [
    ['memory', '512', '512', true],
    ['memory', '512', '1024', false],
    ['memory', undefined, '512', false],
    ['onboot', undefined, '0', true],
    ['tags', 'a;b', 'B;a', true],
    ['hostname', 'web', 'Web', true],
    [
      'net0',
      'name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:00:01,type=veth',
      'name=eth0,bridge=vmbr0',
      true,
    ],
    ['net0', 'name=eth0,bridge=vmbr0', 'name=eth0,bridge=vmbr1', false],
    ['net0', 'name=eth0,hwaddr=BC:24:11:00:00:AA', 'hwaddr=bc:24:11:00:00:aa', true],
    ['features', 'nesting=1', 'nesting=1,keyctl=0', true],
    ['rootfs', 'guests:subvol-1-disk-0,size=8G', 'guests:8', true],
    ['rootfs', 'other:subvol-1-disk-0,size=8G', 'guests:8', false],
    ['rootfs', 'guests:subvol-1-disk-0,size=8192M', 'size=8G', true],
    ['mp0', 'data:subvol-1-disk-1,mp=/x,size=5G', 'data:5,mp=/x', true],
    ['mp11', 'data:subvol-1-disk-1,mp=/x,size=5G', 'data:5,mp=/y', false],
  ];
  it.each(cases)('%s: %s fulfils %s: %s', (key, actual, wanted, holds) => {
    expect(valueHolds(key, actual, wanted)).toBe(holds);
  });
});
