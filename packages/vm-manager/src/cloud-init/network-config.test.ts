import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { machine, networkTemplate } from './fixtures.ts';
import { networkConfig } from './network-config.ts';

const card = (changes: Parameters<typeof machine>[0], template = networkTemplate) =>
  parse(networkConfig(machine(changes), template)).network.ethernets.ens18;
const dns = { nameservers: { addresses: ['8.8.8.8', '8.8.4.4'] } };

test('a fixed address', () => {
  expect(card({ network_config: { ip: '10.0.0.5/24', gw: '10.0.0.1' } })).toEqual({
    dhcp4: false,
    addresses: ['10.0.0.5/24'],
    gateway4: '10.0.0.1',
    routes: [{ to: 'default', via: '10.0.0.1' }],
    ...dns,
  });
});

test('without a gateway there is no route through it', () => {
  expect(card({ network_config: { ip: '10.0.0.5/24' } })).toEqual({
    dhcp4: false,
    addresses: ['10.0.0.5/24'],
    ...dns,
  });
});

test.each([{}, { network_config: { ip: 'dhcp', gw: '10.0.0.1' } }])(
  'dhcp: %j leaves no empty address behind',
  (changes) => {
    expect(card(changes)).toEqual({ dhcp4: true, ...dns });
  },
);

test('what another part of the file refers to is not taken away', () => {
  const template = 'network:\n  a: &a __IPV4_GATEWAY__\n  b: *a\n';
  expect(parse(networkConfig(machine(), template))).toEqual({ network: { a: '', b: '' } });
});

test('declared name servers and domains go before those of the template', () => {
  const network_config = {
    ip: 'dhcp',
    nameservers: ['10.0.0.53', 'fd00::53'],
    searchdomain: 'a b',
  };
  const nameservers = { addresses: ['10.0.0.53', 'fd00::53'], search: ['a', 'b'] };
  expect(card({ network_config })).toEqual({ dhcp4: true, nameservers });
  const without = networkTemplate.replace(/ +nameservers:\n.*\n/, '');
  expect(card({ network_config }, without)).toEqual({ dhcp4: true, nameservers });
  expect(card({ network_config: { ip: 'dhcp', searchdomain: 'a' } })).toEqual({
    dhcp4: true,
    nameservers: { addresses: ['8.8.8.8', '8.8.4.4'], search: ['a'] },
  });
});
