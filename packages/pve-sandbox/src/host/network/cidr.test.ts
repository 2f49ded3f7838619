import { expect, test } from 'vitest';
import { contains, networkOf, parseCidr, prefixOf } from './cidr.ts';

test.each([
  ['10.0.0.13/24', '10.0.0.0/24'],
  ['192.168.77.9/20', '192.168.64.0/20'],
  ['10.0.0.1/32', '10.0.0.1/32'],
  ['10.0.0.1/0', '0.0.0.0/0'],
])('%s is in %s', (cidr, network) => expect(networkOf(cidr)).toBe(network));

test('what is no address, and what lies where', () => {
  expect(['10.0.0.256/24', '10.0.0.1/33', 'x', '10.0.0.1/24/1'].map(parseCidr)).toEqual(
    Array(4).fill(undefined),
  );
  expect(contains('10.0.0.13/24', '10.0.0.1')).toBe(true);
  expect(contains('10.9.0.13/24', '10.0.0.1')).toBe(false);
  expect(prefixOf('255.255.255.0')).toBe(24);
});
