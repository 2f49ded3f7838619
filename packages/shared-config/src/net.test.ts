import { expect, test } from 'vitest';
import { inSubnet, isCidr6, isIpv6, parseCidr, parseIpv4 } from './net.ts';

test.each(['0.0.0.0', '10.0.0.1', '255.255.255.255'])('%s is an IPv4 address', (text) => {
  expect(parseIpv4(text)).toBeTypeOf('number');
});

test.each([
  '',
  '10.0.0',
  '10.0.0.0.1',
  '10.0.0.256',
  '10.0.0.01',
  '10.0.0.1e1',
  '10.0.0.-1',
  '10.0.0. 1',
  '1.5.2.3.',
])('%j is no IPv4 address', (text) => {
  expect(parseIpv4(text)).toBeUndefined();
});

test.each([
  '10.0.0.1/7',
  '10.0.0.1/33',
  '10.0.0.1',
  '10.0.0.1/',
  '10.0.0.1/24/8',
  '10.0.0.1/2 4',
  '10.0.0.1/024',
])('%j is no address with prefix length', (text) => {
  expect(parseCidr(text)).toBeUndefined();
});

test.each([
  ['10.0.0.150/24', '10.0.0.1', true],
  ['10.0.0.150/24', '10.0.1.1', false],
  ['10.0.0.150/8', '10.200.1.1', true],
  ['192.168.1.129/25', '192.168.1.127', false],
  ['10.0.0.1/32', '10.0.0.1', true],
])('%s has %s: %s', (network, address, inside) => {
  const cidr = parseCidr(network);
  expect(cidr && inSubnet(parseIpv4(address) ?? 0, cidr)).toBe(inside);
});

test.each([
  ['::1', true],
  ['fd00::5', true],
  ['2001:db8:0:0:0:0:0:1', true],
  ['::ffff:10.0.0.1', true],
  ['::', true],
  ['1::2::3', false],
  ['1:2:3:4:5:6:7:8:9', false],
  ['1:2:3', false],
  ['fd00::12345', false],
  ['10.0.0.1', false],
  ['fe80::1%eth0', false],
])('IPv6 %s: %s', (text, good) => {
  expect(isIpv6(text)).toBe(good);
  expect(isCidr6(`${text}/64`)).toBe(good);
});

test.each([
  ['::', true],
  ['::1', true],
  ['fd00::5', true],
  ['1:2:3:4:5:6:7:8', true],
  ['1:2:3:4:5:6:7::', true],
  ['1:2:3:4:5:6:1.2.3.4', true],
  ['::ffff:1.2.3.4', true],
  ['1:2:3:4:5:6:7', false],
  ['1:2:3:4:5:6:7:8:9', false],
  ['1::2:3:4:5:6:7:8', false],
  ['1:2:3:4:5:6:7:1.2.3.4', false],
  ['::1.2.3', false],
  ['::1.2.3.256', false],
  ['1::2::3', false],
  ['fd00', false],
  ['1.2.3.4', false],
  ['%fd00::5', false],
  ['fd00::5%eth0', false],
  ['fd00::5%', false],
  ['12345::', false],
  ['', false],
])('%s is an IPv6 address: %s', (text, is) => {
  expect(isIpv6(text)).toBe(is);
});

test.each([
  ['fd00::5/64', true],
  ['fd00::5/0', true],
  ['fd00::5/128', true],
  ['fd00::5/129', false],
  ['fd00::5/64/1', false],
  ['fd00::5/', false],
  ['fd00::5/x64', false],
  ['fd00::5/64x', false],
  ['fd00::5', false],
  ['10.0.0.5/24', false],
])('%s is one with prefix length: %s', (text, is) => {
  expect(isCidr6(text)).toBe(is);
});

test.each([
  ['10.0.0.255', true],
  ['10.0.0.0', true],
  ['10.0.1.0', false],
  ['9.255.255.255', false],
])('%s lies in the network of 10.0.0.5/24: %s', (text, is) => {
  const cidr = parseCidr('10.0.0.5/24');
  expect(cidr && inSubnet(parseIpv4(text) ?? -1, cidr)).toBe(is);
});
