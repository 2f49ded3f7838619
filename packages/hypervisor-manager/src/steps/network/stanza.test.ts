import { expect, it } from 'vitest';
import { withNameservers } from './resolv-conf.ts';
import { stanzaOf, withAddress } from './stanza.ts';

const text = `auto lo
iface lo inet loopback

# uplink
auto vmbr0
iface vmbr0 inet static
\taddress 10.0.0.13/24
\tgateway 10.0.0.1
\tbridge-ports eno1   # the card
\tmtu 9000
\tbridge-vlan-aware yes

iface vmbr0 inet6 static
\taddress fd00::13/64
iface vmbr1 inet static
        address 10.1.0.13/24
source /etc/network/interfaces.d/*
`;
const wanted = { address: '10.0.0.13/24', gateway: '10.0.0.1' };
const masked = (address: string, mask: string) =>
  text.replace('address 10.0.0.13/24', `address ${address}\n\tnetmask ${mask}`);

it.each([
  ['as declared', text, text],
  ['another address', text.replace('10.0.0.13/24', '10.9.0.13/16'), text],
  ['another gateway', text.replace('gateway 10.0.0.1\n', 'gateway 10.0.0.254\n'), text],
  [
    'the same with a netmask',
    masked('10.0.0.13', '255.255.255.0'),
    masked('10.0.0.13', '255.255.255.0'),
  ],
  ['another netmask', masked('10.0.0.13', '255.255.0.0'), text],
  ['no gateway', text.replace('\tgateway 10.0.0.1\n', ''), text],
  ['no address', text.replace('\taddress 10.0.0.13/24\n', ''), text],
  [
    'one address of several',
    text.replace('\tgateway', '\taddress 10.5.0.1/24\n\tgateway'),
    text.replace('\tgateway', '\taddress 10.5.0.1/24\n\tgateway'),
  ],
])('88: only address and gateway are edited: %s', (_, before, after) =>
  expect(withAddress(before, 'vmbr0', wanted)).toBe(after),
);

it('an indentation of its own', () => {
  expect(withAddress(text, 'vmbr1', { address: '10.1.0.13/24', gateway: '10.1.0.1' })).toBe(
    text.replace('10.1.0.13/24\n', '10.1.0.13/24\n        gateway 10.1.0.1\n'),
  );
});

it.each([
  ['iface a inet dhcp\n', { method: 'dhcp', addresses: [] }],
  ['iface a\n\taddress 10.0.0.1\n\tnetmask 24\n', { method: 'static', addresses: ['10.0.0.1/24'] }],
  ['iface a inet6 static\n\taddress fd00::1/64\n', undefined],
  ['iface ab inet static\n', undefined],
])('%j', (before, stanza) => expect(stanzaOf(before, 'a')).toEqual(stanza));

it.each([
  [
    '# x\nsearch a\nnameserver 8.8.8.8\noptions b\nnameserver 9.9.9.9\n',
    '# x\nsearch a\nnameserver 1.1.1.1\noptions b\n',
  ],
  ['search a', 'search a\nnameserver 1.1.1.1\n'],
  ['# nameserver 8.8.8.8\n', '# nameserver 8.8.8.8\nnameserver 1.1.1.1\n'],
  ['', 'nameserver 1.1.1.1\n'],
  ['nameserver   1.1.1.1', 'nameserver   1.1.1.1'],
])('name servers of %j', (before, after) =>
  expect(withNameservers(before, ['1.1.1.1'])).toBe(after),
);
