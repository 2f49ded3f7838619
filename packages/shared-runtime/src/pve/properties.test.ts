import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatProperties,
  isPropertyKey,
  parseProperties,
  parseSize,
  valueHolds,
} from './properties.ts';

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

  it('have at most one value without a name, which stands first', () => {
    expect(parseProperties('a:1,,mp=/x=y,=z')).toEqual({ '': 'z', mp: '/x=y' });
    expect(formatProperties({ mp: '/x', '': 'a:1', size: '8G' })).toBe('a:1,mp=/x,size=8G');
    expect(formatProperties({ mp: '/x' })).toBe('mp=/x');
  });

  it.each([
    ['8G', 8 * 2 ** 30],
    ['512M', 512 * 2 ** 20],
    ['4K', 4096],
    ['1T', 2 ** 40],
    ['42', 42],
    ['1.25K', 1280],
    ['0.3', 0],
    ['x', undefined],
    ['', undefined],
    ['x8G', undefined],
    ['8Gx', undefined],
    ['8P', undefined],
    ['8.G', undefined],
    ['1.xK', undefined],
  ])('size %s is %s bytes', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });

  const lists = 'net mp dev unused scsi virtio ide sata ipconfig'.split(' ');
  it.each([
    ...lists.flatMap((name) => [`${name}0`, `${name}12`]),
    ...['rootfs', 'features', 'startup'],
  ])('%s is a list of properties', (key) => {
    expect(isPropertyKey(key)).toBe(true);
  });
  it.each(['net', 'xnet0', 'net0x', 'rootfs0', 'xrootfs', 'memory', 'scsihw', 'ciuser'])(
    '%s is none',
    (key) => {
      expect(isPropertyKey(key)).toBe(false);
    },
  );
});

describe('valueHolds', () => {
  const cases: [key: string, actual: string | undefined, wanted: string, holds: boolean][] = [
    ['memory', '512', '512', true],
    ['memory', '512', '1024', false],
    ['memory', undefined, '512', false],
    ['onboot', undefined, '0', true],
    ['tags', 'a;b', 'B;a', true],
    ['hostname', 'web', 'Web', true],
    ['name', 'web', 'Web', true],
    ['description', 'web', 'Web', false],
    ['tags', 'a, b;;c', 'c b a', true],
    ['tags', 'a;b', 'ab', false],
    ['tags', 'a;b', 'a', false],
    ['tags', ';', '', true],
    ['tags', undefined, '', true],
    ['onboot', undefined, '1', false],
    ['cores', undefined, '0', false],
    ['memory', 'size=1G', 'size=1024M', false],
    [
      'net0',
      'name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:00:01,type=veth',
      'name=eth0,bridge=vmbr0',
      true,
    ],
    ['net0', 'name=eth0,bridge=vmbr0', 'name=eth0,bridge=vmbr1', false],
    ['net0', 'name=eth0,hwaddr=BC:24:11:00:00:AA', 'hwaddr=bc:24:11:00:00:aa', true],
    ['net0', 'macaddr=BC:24:11:00:00:AA', 'macaddr=bc:24:11:00:00:aa', true],
    ['net0', 'hwaddr=BC:24:11:00:00:AA', 'hwaddr=BC:24:11:00:00:AB', false],
    ['net0', 'name=Eth0', 'name=eth0', false],
    ['features', 'nesting=1', 'nesting=1,keyctl=0', true],
    ['features', 'nesting=1', 'nesting=1,keyctl=1', false],
    ['mp0', 'mp=/x', '0', false],
    ['mp0', 'mp=8G', 'mp=8192M', false],
    ['mp0', 'data:vol,mp=/x', 'data:12.25,mp=/x', true],
    ['mp0', 'data:vol,mp=/x', 'data:1x,mp=/x', false],
    ['mp0', 'data:vol,mp=/x', 'data:1.x,mp=/x', false],
    ['mp0', 'data:vol,mp=/x', 'x/data:1,mp=/x', false],
    ['mp0', 'x/data:vol', 'x/data:1', false],
    ['mp0', 'datax:vol', 'data:1', false],
    ['mp0', '/srv/x,mp=/x', '/srv/y,mp=/x', false],
    ['mp0', 'mp=data:vol', 'mp=data:1', false],
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
