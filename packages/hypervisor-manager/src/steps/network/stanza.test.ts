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
  [
    'another address, which has neither prefix nor netmask',
    text.replace('10.0.0.13/24', '10.9.0.13'),
    text,
  ],
  [
    'another gateway, in front of the address',
    text.replace(/(\taddress .*\n)\tgateway .*\n/, '\tgateway 10.0.0.254\n$1'),
    text.replace(/(\taddress .*\n)(\tgateway .*\n)/, '$2$1'),
  ],
  [
    'a stanza that is commented out, in front of the real one',
    `# iface vmbr0 inet static\n# address 10.0.0.1/24\n${text.replace('10.0.0.13/24', '10.0.0.9/24')}`,
    `# iface vmbr0 inet static\n# address 10.0.0.1/24\n${text}`,
  ],
  ['no such interface', 'auto lo\niface lo inet loopback\n', 'auto lo\niface lo inet loopback\n'],
])('88: only address and gateway are edited: %s', (_, before, after) =>
  expect(withAddress(before, 'vmbr0', wanted)).toBe(after),
);

it('an indentation of its own', () => {
  expect(withAddress(text, 'vmbr1', { address: '10.1.0.13/24', gateway: '10.1.0.1' })).toBe(
    text.replace('10.1.0.13/24\n', '10.1.0.13/24\n        gateway 10.1.0.1\n'),
  );
});

it('a gateway gets an indentation where the address has none', () => {
  const before = 'iface a inet static\naddress 10.0.0.13/24\nmtu 9000\n';
  expect(withAddress(before, 'a', wanted)).toBe(
    'iface a inet static\naddress 10.0.0.13/24\n\tgateway 10.0.0.1\nmtu 9000\n',
  );
});

const OWN = { method: 'static', addresses: ['10.0.0.1/24'] };

it.each<[string, ReturnType<typeof stanzaOf>]>([
  ['iface a inet dhcp\n', { method: 'dhcp', addresses: [] }],
  ['iface a\n\taddress 10.0.0.1\n\tnetmask 24\n', { method: 'static', addresses: ['10.0.0.1/24'] }],
  ['iface a inet6 static\n\taddress fd00::1/64\n', undefined],
  ['iface ab inet static\n', undefined],
  ['# iface a inet static\n#\taddress 10.0.0.1/24\n', undefined],
  ['iface a inet6\n', undefined],
  ['iface a inet\n\taddress 10.0.0.1/24\n', OWN],
  ['  iface   a   inet   static\n\taddress   10.0.0.1/24\n', OWN],
  ['iface a inet static\n\taddress 10.0.0.1/24', OWN],
  ['iface a inet static\n\tpost-up auto on\n\taddress 10.0.0.1/24\n', OWN],
  ...['auto b', ' auto b', 'iface b inet static', '  iface b inet static'].flatMap(
    (other): [string, typeof OWN][] => [
      [`iface a inet static\n\taddress 10.0.0.1/24\n${other}\n\taddress 10.9.0.1/24\n`, OWN],
      [
        `${other}\n\taddress 10.9.0.1/24\n\tgateway 10.9.0.254\niface a inet static\n\taddress 10.0.0.1/24\n`,
        OWN,
      ],
    ],
  ),
  [
    'iface a inet static\n\tgateway 10.0.0.254\n\taddress 10.0.0.1/24\n\taddress fd00::1/64\n',
    { ...OWN, gateway: '10.0.0.254' },
  ],
])('%j', (before, stanza) => expect(stanzaOf(before, 'a')).toStrictEqual(stanza));

it.each([
  [
    '# x\nsearch a\nnameserver 8.8.8.8\noptions b\nnameserver 9.9.9.9\n',
    '# x\nsearch a\nnameserver 1.1.1.1\noptions b\n',
  ],
  ['search a', 'search a\nnameserver 1.1.1.1\n'],
  ['# nameserver 8.8.8.8\n', '# nameserver 8.8.8.8\nnameserver 1.1.1.1\n'],
  ['', 'nameserver 1.1.1.1\n'],
  ['nameserver   1.1.1.1', 'nameserver   1.1.1.1'],
  ['  nameserver 1.1.1.1\n', '  nameserver 1.1.1.1\n'],
  ['  nameserver 8.8.8.8\nsearch a\n', 'nameserver 1.1.1.1\nsearch a\n'],
  ['nameserver 8.8.8.8\nsearch a\n', 'nameserver 1.1.1.1\nsearch a\n'],
  ['options x nameserver y\n', 'options x nameserver y\nnameserver 1.1.1.1\n'],
])('name servers of %j', (before, after) =>
  expect(withNameservers(before, ['1.1.1.1'])).toBe(after),
);
