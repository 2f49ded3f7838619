import { expect, it } from 'vitest';
import { aGuest } from './fixtures.ts';
import { desiredNet, sameNet } from './network.ts';

it.each<[string, string | undefined, string, boolean]>([
  ['nothing there', undefined, 'name=eth0', false],
  ['the same', 'name=eth0,bridge=vmbr0', 'name=eth0,bridge=vmbr0', true],
  ['another order', 'bridge=vmbr0,name=eth0', 'name=eth0,bridge=vmbr0', true],
  ['the type that holds anyway', 'name=eth0,type=veth', 'name=eth0', true],
  ['a type of its own', 'name=eth0,type=other', 'name=eth0', false],
  ['an address in other letters', 'hwaddr=bc:24:11:00:00:0A', 'hwaddr=BC:24:11:00:00:0a', true],
  ['a name in other letters', 'name=ETH0', 'name=eth0', false],
  ['another value', 'name=eth0,mtu=1400', 'name=eth0,mtu=1500', false],
  ['one more', 'name=eth0,mtu=1400', 'name=eth0', false],
])('net0, %s', (_, have, want, expected) => expect(sameNet(have, want)).toBe(expected));

it.each<[Parameters<typeof aGuest>[1], string | undefined, string]>([
  [{}, undefined, 'name=eth0,bridge=vmbr0,gw=10.0.0.1,ip=10.0.0.200/24'],
  [
    {},
    'name=x,mtu=1400,bridge=y,hwaddr=A,ip6=auto,firewall=1,tag=3',
    'name=eth0,bridge=vmbr0,firewall=1,gw=10.0.0.1,hwaddr=A,ip=10.0.0.200/24,mtu=1400,tag=3',
  ],
  [
    { mac_address: 'bc:0a', firewall: { enabled: true, rules: [] } },
    'hwaddr=A',
    'name=eth0,bridge=vmbr0,firewall=1,gw=10.0.0.1,hwaddr=BC:0A,ip=10.0.0.200/24',
  ],
  [
    { firewall: { enabled: false, rules: [] } },
    'firewall=1',
    'name=eth0,bridge=vmbr0,gw=10.0.0.1,ip=10.0.0.200/24',
  ],
])('net0 of %j over %j', (guest, current, expected) => {
  expect(desiredNet(aGuest(950, guest), current)).toBe(expected);
});
