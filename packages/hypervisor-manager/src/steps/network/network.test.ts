import type { Operation } from '@phoenix/shared-runtime';
import { fakeHost } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import type { Armed } from '../../armed/observe.ts';
import { type NetworkFacts, observe } from './observe.ts';
import { plan } from './plan.ts';

const MAIN = '/etc/network/interfaces';
const text = `auto vmbr0
iface vmbr0 inet static
\taddress 10.0.0.13/24
\tgateway 10.0.0.1
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
  running: { addresses: ['10.0.0.13/24'], gateways: ['10.0.0.1'] },
  armed: { state: 'no', before: {} },
  gatewayAnswers: true,
  hasIfreload: true,
  hasPending: false,
};
const draft = (more: Partial<NetworkFacts>, own = {}) =>
  plan({ config: { network: { interfaces: { ...interfaces, ...own } } } }, { ...facts, ...more });
const ids = (operations: readonly Operation[]) => operations.map(({ id }) => id).join(', ');
const trial = (before: Record<string, string | undefined>): Armed => ({
  state: 'on trial',
  before,
});
const old = text.replace('.13', '.12');
const whole = `save ${MAIN}, list of files, way back, arm, interfaces, syntax, apply, gateway answers, confirm`;

it.each<[string, Partial<NetworkFacts>, object, string]>([
  ['as declared', {}, {}, ''],
  ['another address', {}, { address: '10.0.0.14/24' }, whole],
  ['another gateway', {}, { gateway: '10.0.0.2' }, whole],
  [
    'the file is right, the kernel has another address',
    { running: { addresses: ['10.0.0.9/24'], gateways: ['10.0.0.1'] } },
    {},
    'list of files, way back, arm, syntax, apply, gateway answers, confirm',
  ],
  [
    'the file is right, the kernel has another gateway',
    { running: { addresses: ['10.0.0.13/24'], gateways: ['10.0.0.9'] } },
    {},
    'list of files, way back, arm, syntax, apply, gateway answers, confirm',
  ],
  ['a gateway that is not declared is left to the host', {}, { gateway: undefined }, ''],
  [
    'name servers as declared',
    { resolvConf: 'nameserver 1.1.1.1\nnameserver 9.9.9.9\n' },
    { dns_nameservers: ['1.1.1.1', '9.9.9.9'] },
    '',
  ],
  [
    'name servers in another order',
    { resolvConf: 'nameserver 9.9.9.9\nnameserver 1.1.1.1\n' },
    { dns_nameservers: ['1.1.1.1', '9.9.9.9'] },
    'name servers',
  ],
  ['no name servers are declared', { resolvConf: 'nameserver 9.9.9.9\n' }, {}, ''],
  [
    'a bridge that is not there',
    { running: { addresses: [], gateways: ['10.0.0.1'] } },
    { name: 'vmbr9', gateway: undefined },
    'list of files, way back, arm, interfaces, syntax, apply, gateway answers, confirm',
  ],
  [
    'no gateway anywhere',
    { running: { addresses: [], gateways: [] } },
    { gateway: undefined },
    'list of files, way back, arm, syntax, apply, address is up, confirm',
  ],
  ['on trial, as declared', { armed: trial({ [MAIN]: old }) }, {}, 'gateway answers, confirm'],
  [
    'on trial, the gateway does not answer',
    { armed: trial({ [MAIN]: old }), gatewayAnswers: false },
    {},
    `go back, ${whole}`,
  ],
  [
    'on trial, written but not applied',
    { armed: trial({ [MAIN]: old }), running: { addresses: ['10.0.0.12/24'], gateways: [] } },
    {},
    `go back, ${whole}`,
  ],
  [
    'on trial, but the state before is what is declared now',
    { armed: trial({ [MAIN]: text }), files: { [MAIN]: old } },
    {},
    'go back',
  ],
  [
    'name servers, after all else',
    { resolvConf: 'search a\nnameserver 8.8.8.8\n' },
    { address: '10.0.0.14/24', dns_nameservers: ['1.1.1.1'] },
    `${whole}, name servers`,
  ],
  [
    'name servers that a service writes',
    { resolvConf: undefined },
    { dns_nameservers: ['1.1.1.1'] },
    '',
  ],
])('%s', (_, more, own, expected) => expect(ids(draft(more, own).operations)).toBe(expected));

it('97: a change is written as data, with its cause, and with the way back', () => {
  const { operations, undo } = draft({}, { address: '10.0.0.14/24' });
  expect(operations.find(({ id }) => id === 'interfaces')).toMatchObject({
    write: MAIN,
    cause: 'vmbr0: address 10.0.0.13/24 -> 10.0.0.14/24',
    content: text.replace('.13', '.14'),
    keep: true,
  });
  expect(undo).toMatchObject({ after: 'arm', before: 'confirm' });
});

it.each<[string, Partial<NetworkFacts>, object, string]>([
  ['address', {}, { address: '10.0.0.14/24' }, 'vmbr0: address 10.0.0.13/24 -> 10.0.0.14/24'],
  [
    'address, no gateway declared',
    {},
    { address: '10.0.0.14/24', gateway: undefined },
    'vmbr0: address 10.0.0.13/24 -> 10.0.0.14/24',
  ],
  ['gateway', {}, { gateway: '10.0.0.2' }, 'vmbr0: gateway 10.0.0.1 -> 10.0.0.2'],
  [
    'both, none there',
    { files: { [MAIN]: 'iface vmbr0 inet static\n' } },
    {},
    'vmbr0: address unset -> 10.0.0.13/24; gateway unset -> 10.0.0.1',
  ],
])('the cause tells what changes, and nothing else: %s', (_, more, own, cause) => {
  const { operations } = draft(more, own);
  expect(operations.find(({ id }) => id === 'interfaces')?.cause).toBe(cause);
});

it.each([
  ['nameserver 8.8.8.8\nnameserver 9.9.9.9\n', 'name servers 8.8.8.8, 9.9.9.9 -> 1.1.1.1, 1.0.0.1'],
  ['search a\n', 'name servers unset -> 1.1.1.1, 1.0.0.1'],
])('the cause tells name servers of %j, and of what is declared', (resolvConf, cause) => {
  const { operations } = draft({ resolvConf }, { dns_nameservers: ['1.1.1.1', '1.0.0.1'] });
  expect(operations.map((one) => one.cause)).toEqual([cause]);
});

it.each<[string, Partial<NetworkFacts>, object, string]>([
  [
    'a stanza with dhcp',
    { files: { [MAIN]: text.replace('static', 'dhcp') } },
    {},
    `cannot set the address of vmbr0: ${MAIN} has it as dhcp, not as static`,
  ],
  [
    'a fragment that nobody would read',
    { files: { [MAIN]: 'auto lo\n' } },
    {},
    `cannot add vmbr0: ${MAIN} does not read ${MAIN}.d/phoenix-vmbr0`,
  ],
  [
    'the older ifupdown',
    { hasIfreload: false },
    { gateway: '10.0.0.2' },
    'cannot change the network of vmbr0: there is no ifreload',
  ],
  [
    'a change that is going back',
    { armed: { state: 'going back', before: {} } },
    {},
    'cannot change the network: an earlier change of it is being taken back at this moment',
  ],
])('%s stands in the way', (_, more, own, message) => {
  const { operations, problems } = draft(more, own);
  expect(operations).toEqual([]);
  expect(problems?.map((one) => one.message)).toEqual([message]);
});

it('what is on trial and as declared is confirmed as any other change of the network', () => {
  const [, confirmed] = draft({ armed: trial({ [MAIN]: old }) }).operations;
  expect(confirmed).toEqual(draft({}, { address: '10.0.0.14/24' }).operations.at(-1));
});

it('as declared there is nothing to do and nothing to tell', () => {
  expect(draft({})).toMatchObject({ operations: [], notes: [] });
  // Without name servers of its own it does not matter who writes resolv.conf.
  expect(draft({ resolvConf: undefined }).notes).toEqual([]);
});

it('a person is told what nothing is done about', () => {
  const { notes } = draft(
    { hasPending: true, resolvConf: undefined, running: { addresses: [], gateways: [] } },
    { name: 'vmbr9', dns_nameservers: ['1.1.1.1'] },
  );
  expect(notes?.map((note) => note.split(' ')[0])).toEqual([
    'vmbr9',
    '/etc/resolv.conf',
    'changes',
  ]);
});

it('files first, two questions to the kernel, and the gateway only on trial', async () => {
  const files = {
    [MAIN]: text,
    [`${MAIN}.d/more`]: 'iface vmbr1 inet manual\n',
    [`${MAIN}.d/.half`]: '',
    '/etc/resolv.conf': 'search a\n',
  };
  const address = '[{"ifname":"vmbr0","addr_info":[{"local":"10.0.0.13","prefixlen":24}]}]';
  const commands = {
    'ip -j addr show dev vmbr0': address,
    'ip -j route show default': '[{"dst":"default","gateway":"10.0.0.1"}]',
  };
  const config = { network: { interfaces } };
  const host = fakeHost({ files, commands });
  expect(await observe(host, { config })).toEqual({
    ...facts,
    files: { [MAIN]: text, [`${MAIN}.d/more`]: files[`${MAIN}.d/more`] },
    resolvConf: 'search a\n',
  });
  expect(host.calls).toHaveLength(2);
  const armed = fakeHost({
    files: { ...files, '/var/lib/phoenix/rollback/network.sh': '' },
    commands: { ...commands, 'systemctl is-active': 'active\ninactive\n', ping: { exit: 1 } },
  });
  expect(await observe(armed, { config })).toMatchObject({
    armed: { state: 'on trial' },
    gatewayAnswers: false,
  });
});
