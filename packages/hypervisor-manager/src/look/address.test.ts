import { expect, it } from 'vitest';
import { holds, neighbour, withPrefix } from './address.ts';

it.each([
  ['10.0.0.0/24', '10.0.0.13', true],
  ['10.0.0.0/24', '10.0.1.13', false],
  ['10.0.0.13', '10.0.0.13', true],
  ['0.0.0.0/0', '10.0.0.13', true],
  ['fe80::/10', '10.0.0.13', false],
  ['10.0.0.0/24', '10.0.0.256', false],
])('%s holds %s: %s', (network, address, expected) =>
  expect(holds(network, address)).toBe(expected),
);

it.each([
  ['10.0.0.13/24', undefined, '10.0.0.13/24'],
  ['10.0.0.13', '255.255.240.0', '10.0.0.13/20'],
  ['10.0.0.13', '24', '10.0.0.13/24'],
  ['10.0.0.13', undefined, '10.0.0.13/32'],
])('%s with netmask %s is %s', (address, mask, expected) =>
  expect(withPrefix(address, mask)).toBe(expected),
);

it.each([
  ['10.0.0.13/24', '10.0.0.1'],
  ['10.0.0.1/24', '10.0.0.2'],
  ['10.0.0.1/32', undefined],
])('a neighbour of %s is %s', (cidr, expected) => expect(neighbour(cidr)).toBe(expected));
