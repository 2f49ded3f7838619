import { describe, expect, it } from 'vitest';
import type { NetworkFacts } from './observe.ts';
import { plan } from './plan.ts';
import { withNameservers } from './resolv-conf.ts';
import { withAddress } from './stanza.ts';

const MAIN = '/etc/network/interfaces';
const text = `auto lo
iface lo inet loopback

auto vmbr0
iface vmbr0 inet static
\taddress 10.0.0.13/24
\tgateway 10.0.0.1
\tbridge-ports eno1 # the card
\tmtu 9000

iface vmbr0 inet6 auto
source ${MAIN}.d/*
`;
const interfaces = {
  name: 'vmbr0',
  address: '10.0.0.13/24',
  gateway: '10.0.0.1',
  dns_nameservers: [],
};
const facts: NetworkFacts = {
  files: { [MAIN]: text },
  resolvConf: '',
  isResolvManaged: false,
  running: { addresses: ['10.0.0.13/24'], gateway: '10.0.0.1' },
  armed: { isArmed: false, before: {} },
  gatewayAnswers: true,
  hasIfreload: true,
  hasPending: false,
};
const ids = (more: Partial<NetworkFacts>, own = {}) =>
  plan(
    { config: { network: { interfaces: { ...interfaces, ...own } } } },
    { ...facts, ...more },
  ).operations.map(({ id }) => id);
const change = (saved: string[]) => [...saved, 'list of files', 'way back', 'arm'];

describe('88: only address and gateway of the stanza are edited', () => {
  it.each([
    [text, text],
    [text.replace('10.0.0.13/24', '10.9.0.13/16').replace('10.0.0.1\n', '10.9.0.1\n'), text],
    [
      text.replace('10.0.0.13/24', '10.0.0.13\n\tnetmask 255.255.255.0'),
      text.replace('10.0.0.13/24', '10.0.0.13\n\tnetmask 255.255.255.0'),
    ],
    [text.replace('10.0.0.13/24', '10.0.0.14\n\tnetmask 255.255.0.0'), text],
    [text.replace('\tgateway 10.0.0.1\n', ''), text],
    [
      text
        .replace('inet static', 'inet dhcp')
        .replace('\taddress 10.0.0.13/24\n\tgateway 10.0.0.1\n', ''),
      text,
    ],
  ])('%#', (before, after) => expect(withAddress(before, 'vmbr0', interfaces)).toBe(after));
});

it.each<[string, Partial<NetworkFacts>, object, string[]]>([
  ['as declared', {}, {}, []],
  [
    'another address is armed, applied, checked, confirmed',
    {},
    { address: '10.0.0.14/24' },
    [...change([`save ${MAIN}`]), 'interfaces', 'syntax', 'apply', 'gateway', 'confirm'],
  ],
  [
    'the kernel has another one',
    { running: { addresses: [], gateway: '10.0.0.1' } },
    {},
    [...change([]), 'syntax', 'apply', 'gateway', 'confirm'],
  ],
  [
    'a bridge that is missing',
    { running: { addresses: [] } },
    { name: 'vmbr9' },
    [...change([]), 'interfaces', 'syntax', 'apply', 'gateway', 'confirm'],
  ],
  [
    'left armed, as declared, reachable: confirmed',
    { armed: { isArmed: true, before: {} } },
    {},
    ['gateway', 'confirm'],
  ],
  [
    'left armed and cut off: back first',
    {
      armed: { isArmed: true, before: { [MAIN]: text.replace('.13', '.12') } },
      gatewayAnswers: false,
    },
    {},
    ['go back', ...change([`save ${MAIN}`]), 'interfaces', 'syntax', 'apply', 'gateway', 'confirm'],
  ],
  [
    'left armed before it was applied: back first',
    {
      armed: { isArmed: true, before: { [MAIN]: text.replace('.13', '.12') } },
      running: { addresses: ['10.0.0.12/24'], gateway: '10.0.0.1' },
    },
    {},
    ['go back', ...change([`save ${MAIN}`]), 'interfaces', 'syntax', 'apply', 'gateway', 'confirm'],
  ],
  ['name servers need no arming', {}, { dns_nameservers: ['1.1.1.1'] }, ['name servers']],
  [
    'unless somebody else writes them',
    { isResolvManaged: true },
    { dns_nameservers: ['1.1.1.1'] },
    [],
  ],
])('%s', (_, more, own, expected) => expect(ids(more, own)).toEqual(expected));

it('97: what fails after arming is taken back at once', () => {
  const { undo } = plan(
    { config: { network: { interfaces: { ...interfaces, address: '10.0.0.14/24' } } } },
    facts,
  );
  expect(undo).toMatchObject({ after: 'arm', before: 'confirm' });
  expect(undo?.operations.map((one) => ('run' in one ? one.run.join(' ') : ''))).toEqual([
    '/bin/sh /var/lib/phoenix/rollback/network/go-back',
  ]);
});

it('a fragment that nobody would read stands in the way', () => {
  const files = { [MAIN]: 'auto lo\n' };
  const { problems } = plan({ config: { network: { interfaces } } }, { ...facts, files });
  expect(problems?.[0]?.message).toMatch(/^cannot add vmbr0: .* does not source /);
});

it('name servers: all other lines stay', () => {
  expect(
    withNameservers('# x\nsearch a\nnameserver 8.8.8.8\noptions b\nnameserver 9.9.9.9\n', [
      '1.1.1.1',
    ]),
  ).toBe('# x\nsearch a\nnameserver 1.1.1.1\noptions b\n');
});
