import type { FirewallRule, HostFirewall } from '@phoenix/shared-config';
import { fakeHost } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import { withDeclared } from './file.ts';
import { type FirewallFacts, observe } from './observe.ts';
import { plan } from './plan.ts';

const rule: FirewallRule = { type: 'in', action: 'ACCEPT', proto: 'tcp', port: '80' };
const declared = (more: Partial<HostFirewall> = {}): HostFirewall => ({
  enabled: true,
  default_input_policy: 'DROP',
  global_firewall_rules: [rule],
  host_firewall_rules: [],
  ...more,
});
const facts: FirewallFacts = {
  cluster: undefined,
  host: undefined,
  hostPath: '/etc/pve/nodes/pve/host.fw',
  address: '10.0.0.13',
  localNetwork: '10.0.0.13/24',
  waysIn: [
    { port: 22, source: '10.0.0.1' },
    { port: 8006, source: '10.0.0.1' },
  ],
  gateway: '10.0.0.1',
  armed: { state: 'no', before: {} },
};
const own = 'IN ACCEPT -p tcp -dport 80 # phoenix';
const cluster = `[OPTIONS]\n\nenable: 1\npolicy_in: DROP\n\n[RULES]\n\n${own}\n`;
const draft = (firewall: HostFirewall, more: Partial<FirewallFacts> = {}) =>
  plan({ config: { firewall } }, { ...facts, ...more });

const foreign =
  '# mine\n[OPTIONS]\nlog_ratelimit: enable=1\nenable:  0\n\n[ALIASES]\n\nweb 10.0.0.9 # w\n\n[RULES]\n\nGROUP a\nIN DROP # phoenix\n\n[group a]  # hand\n\nIN SSH(ACCEPT)\n';

describe('88: what others wrote stays byte for byte', () => {
  it.each([
    ['', cluster],
    [cluster, cluster],
    [
      foreign,
      foreign
        .replace('enable:  0\n', 'enable: 1\npolicy_in: DROP\n')
        .replace('IN DROP # phoenix', own),
    ],
  ])('%j', (before, after) => {
    const wanted = { options: { enable: '1', policy_in: 'DROP' }, rules: [own] };
    expect(withDeclared(before, wanted)).toBe(after);
    expect(withDeclared(after, wanted)).toBe(after);
  });
});

it('one that is not declared as on or off stays as it is', () => {
  const { enabled: _, ...unsaid } = declared();
  const on = '[OPTIONS]\n\nenable: 1\n';
  const written = (text: string) =>
    draft(unsaid, { cluster: text }).operations.flatMap((one) =>
      'content' in one && one.write.endsWith('cluster.fw') && one.id === 'cluster.fw'
        ? [one.content]
        : [],
    );
  expect(written(on)[0]).toContain('enable: 1\n');
  expect(written('[OPTIONS]\n\nenable: 0\n')[0]).toContain('enable: 0\n');
  // While it is on a change is on trial, and its ways in are asked for.
  const ids = (text: string) => draft(unsaid, { cluster: text }).operations.map(({ id }) => id);
  expect(ids(on)).toContain('arm');
  expect(ids(on)).toContain('way in 22 from 10.0.0.1');
  expect(ids('')).not.toContain('arm');
});

it('97, 93: armed, switched on, asked, confirmed', () => {
  const { operations, undo } = draft(declared());
  expect(operations.map(({ id }) => id)).toEqual([
    'list of files',
    'way back',
    'arm',
    'cluster.fw',
    'apply',
    'compile',
    'way in 22 from 10.0.0.1',
    'way in 8006 from 10.0.0.1',
    'gateway answers',
    'confirm',
  ]);
  expect(undo).toMatchObject({ after: 'arm', before: 'confirm' });
  expect(draft(declared(), { cluster }).operations).toEqual([]);
});

it('what a killed run left armed is asked and confirmed, or goes back first', () => {
  const armed = {
    state: 'on trial',
    before: { '/etc/pve/firewall/cluster.fw': undefined },
  } as const;
  const left = draft(declared(), { cluster, armed }).operations.map(({ id }) => id);
  expect([left[0], left.at(-1)]).toEqual(['compile', 'confirm']);
  expect(draft(declared(), { armed }).operations[0]?.id).toBe('go back');
});

it('what was on trial goes back, and that is all where it was as declared before', () => {
  const armed = {
    state: 'on trial',
    before: { '/etc/pve/firewall/cluster.fw': cluster },
  } as const;
  const left = draft(declared(), { cluster: '[OPTIONS]\n\nenable: 0\n', armed });
  expect(left.operations.map(({ id }) => id)).toEqual(['go back']);
});

it('what is on trial and as declared is confirmed as any other change of the firewall', () => {
  const armed = { state: 'on trial', before: {} } as const;
  const confirmed = draft(declared(), { cluster, armed }).operations.at(-1);
  expect(confirmed).toEqual(draft(declared()).operations.at(-1));
});

it('nothing is planned while an earlier change is being taken back', () => {
  const { operations, problems } = draft(declared(), {
    armed: { state: 'going back', before: {} },
  });
  expect(operations).toEqual([]);
  expect(problems?.map(({ message }) => message)).toEqual([
    'cannot change the firewall: an earlier change of it is being taken back at this moment',
  ]);
});

it('one that is switched off is on trial as well, but no way in is asked for', () => {
  const { operations } = draft(declared({ enabled: false }), { cluster });
  expect(operations.map(({ id }) => id).slice(3)).toEqual([
    'arm',
    'cluster.fw',
    'apply',
    'compile',
    'gateway answers',
    'confirm',
  ]);
});

it('without a gateway, or an address of its own, neither is asked about', () => {
  const { operations } = draft(declared(), { gateway: undefined, address: undefined });
  expect(operations.map(({ id }) => id).slice(-3)).toEqual([
    'way in 22 from 10.0.0.1',
    'way in 8006 from 10.0.0.1',
    'confirm',
  ]);
  const asked = (drafted: typeof operations) =>
    drafted.flatMap((one) => ('run' in one && one.run.includes('simulate') ? [one.run] : []));
  expect(asked(operations).map((run) => run.slice(-2))).toEqual([
    ['--dport', '22'],
    ['--dport', '8006'],
  ]);
  expect(asked(draft(declared()).operations).map((run) => run.slice(-2))).toEqual([
    ['--dest', '10.0.0.13'],
    ['--dest', '10.0.0.13'],
  ]);
});

it.each<[string, Partial<HostFirewall>, Partial<FirewallFacts>, number]>([
  ['the local network is let in by Proxmox', {}, {}, 0],
  [
    'a rule that closes everything',
    { global_firewall_rules: [{ type: 'in', action: 'DROP' }] },
    {},
    2,
  ],
  ['from elsewhere', {}, { waysIn: [{ port: 22, source: '1.2.3.4' }] }, 1],
  ['another port of SSH', {}, { waysIn: [{ port: 2222, source: '10.0.0.1' }] }, 1],
  [
    'that has a rule',
    { host_firewall_rules: [{ ...rule, port: '2000:3000' }] },
    { waysIn: [{ port: 2222, source: '10.0.0.1' }] },
    0,
  ],
  [
    'rules by others may open it',
    {},
    { waysIn: [{ port: 22, source: '1.2.3.4' }], cluster: '[RULES]\nGROUP a\n' },
    0,
  ],
  ['switched off', { enabled: false }, { waysIn: [{ port: 22, source: '1.2.3.4' }] }, 0],
  [
    'everything is let in',
    { default_input_policy: 'ACCEPT' },
    { waysIn: [{ port: 22, source: '1.2.3.4' }] },
    0,
  ],
])('97: ways in: %s', (_, firewall, more, count) => {
  expect(draft(declared(firewall), more).problems ?? []).toHaveLength(count);
});

it.each<[string, Partial<FirewallFacts>, number]>([
  ['nothing else', {}, 1],
  ['a rule by others in both files', { cluster: '[RULES]\nIN A\n', host: '[RULES]\nIN B\n' }, 0],
  ['a firewall that is off for this host', { host: '[OPTIONS]\nenable: 0\n' }, 0],
  ['a firewall that is on for this host', { host: '[OPTIONS]\nenable: 1\n' }, 1],
  ['another option of this host', { host: '[OPTIONS]\nnosmurfs: 0\n' }, 1],
  ['a set of who administers it', { cluster: '[IPSET management]\n\n1.2.3.4\n' }, 0],
  [
    'the same, with more blanks',
    { cluster: '[OPTIONS]\n  [ipset   management] # us\n1.2.3.4\n' },
    0,
  ],
  ['another set', { cluster: '[IPSET managementx]\n\n1.2.3.4\n' }, 1],
  ['another local network', { cluster: '[ALIASES]\nlocal_network 1.2.3.0/24\n' }, 0],
  ['the same, behind blanks', { host: '[ALIASES]\n\tLocal_Network\t1.2.3.0/24\n' }, 0],
  ['one that is commented out', { cluster: '[ALIASES]\n# local_network 1.2.3.0/24\n' }, 1],
  ['another name', { cluster: '[ALIASES]\nlocal_networks 1.2.3.0/24\n' }, 1],
])('97: a way from elsewhere is closed as far as is known, with %s', (_, more, count) => {
  const waysIn = [{ port: 22, source: '1.2.3.4' }];
  expect(draft(declared(), { waysIn, ...more }).problems ?? []).toHaveLength(count);
});

it.each([
  ['', 0],
  ['[OPTIONS]\nenable: 0\n', 0],
  ['[OPTIONS]\nenable: 1\n', 1],
  ['[OPTIONS]\nenable: 1\npolicy_in: DROP\n', 1],
  ['[OPTIONS]\nenable: 1\npolicy_in: ACCEPT\n', 0],
])('97: what is not declared is as the file has it: %j closes %d ways', (cluster, count) => {
  const { enabled: _, default_input_policy: __, ...unsaid } = declared();
  const waysIn = [{ port: 22, source: '1.2.3.4' }];
  expect(draft(unsaid, { cluster, waysIn }).problems ?? []).toHaveLength(count);
});

it('the ways in: the ports of sshd, from the network of the host and from where the run came', async () => {
  const host = fakeHost({
    files: {
      '/etc/ssh/sshd_config': '#Port 1\nPort 2222\n',
      '/proc/self/environ': 'A=b\0SSH_CONNECTION=1.2.3.4 5 10.0.0.13 2222\0',
      '/etc/hostname': 'pve\n',
      '/etc/hosts': '10.0.0.13 pve\n',
      '/etc/network/interfaces':
        'iface vmbr0 inet static\n\taddress 10.0.0.13\n\tnetmask 255.255.255.0\n',
    },
  });
  const { waysIn } = await observe(host, { config: { network: {} } as never });
  expect(waysIn.map(({ port, source }) => `${source}:${port}`)).toEqual([
    '1.2.3.4:2222',
    '1.2.3.4:8006',
    '10.0.0.1:2222',
    '10.0.0.1:8006',
  ]);
});
