import type { FirewallRule } from '@phoenix/shared-config';
import { expect, it } from 'vitest';
import { fate } from './ways-in.ts';

const way = { port: 22, source: '10.0.0.9' };
const alone = { localNetwork: undefined, hasForeign: false, policy: 'DROP' };
const rule = (more: Partial<FirewallRule> = {}): FirewallRule => ({
  type: 'in',
  action: 'ACCEPT',
  ...more,
});
const drop = rule({ action: 'DROP' });

it.each<[string, FirewallRule[], ReturnType<typeof fate>]>([
  ['no rule', [], 'closed'],
  ['a rule for everything', [rule()], 'open'],
  ['the first of two decides', [drop, rule()], 'closed'],
  ['a rule for what goes out', [rule({ type: 'out' })], 'closed'],
  ['another protocol', [rule({ proto: 'udp' })], 'closed'],
  ['a protocol that only begins alike', [rule({ proto: 'tcpx' })], 'closed'],
  ['a protocol that only ends alike', [rule({ proto: 'xtcp' })], 'closed'],
  ['the protocol by its number', [rule({ proto: '6' })], 'open'],
  ['the port', [rule({ proto: 'tcp', port: '22' })], 'open'],
  ['another port', [rule({ port: '23' })], 'closed'],
  ['one of several ports', [rule({ port: '80,22' })], 'open'],
  ['from the first port of a range', [rule({ port: '22:25' })], 'open'],
  ['to the last port of a range', [rule({ port: '20:22' })], 'open'],
  ['behind a range', [rule({ port: '20:21' })], 'closed'],
  ['in front of a range', [rule({ port: '23:30' })], 'closed'],
  ['a port by its name', [rule({ port: 'ssh' })], 'unknown'],
  ['ports of which one has a name', [rule({ port: '80,ssh' })], 'unknown'],
  ['ports of which the first has a name', [rule({ port: 'ssh,80' })], 'unknown'],
  ['the source', [rule({ source: '10.0.0.9' })], 'open'],
  ['its network', [rule({ source: '192.168.0.0/16,10.0.0.0/24' })], 'open'],
  ['another network', [rule({ source: '10.0.1.0/24' })], 'closed'],
  ['a set of addresses', [rule({ source: '+admins' })], 'unknown'],
  ['an alias that ends in digits', [rule({ source: 'lab10.0.0.9' })], 'unknown'],
  ['an alias that begins with digits', [rule({ source: '10.0.0.9lab' })], 'unknown'],
  ['an alias, for another port', [rule({ source: '+admins', port: '80' })], 'closed'],
  ['one card alone', [rule({ iface: 'vmbr0' })], 'unknown'],
  ['one destination alone', [rule({ dest: '10.0.0.1' })], 'unknown'],
  ['what is not known comes before what is', [rule({ port: 'ssh' }), drop], 'unknown'],
])('a way in and %s', (_, rules, expected) => {
  expect(fate(way, rules, alone)).toBe(expected);
});

it.each<[string, FirewallRule[], Partial<typeof alone> | { localNetwork: string }, string]>([
  ['rules of others may open it', [], { hasForeign: true }, 'unknown'],
  ['they may come before one that closes it', [drop], { hasForeign: true }, 'unknown'],
  ['they do not close what is open', [rule()], { hasForeign: true }, 'open'],
  ['a policy that lets everything in', [], { policy: 'ACCEPT' }, 'open'],
  ['Proxmox opens its ports to its own network', [], { localNetwork: '10.0.0.0/24' }, 'open'],
  ['and to no other', [], { localNetwork: '10.0.1.0/24' }, 'closed'],
])('%s', (_, rules, more, expected) => {
  expect(fate(way, rules, { ...alone, ...more })).toBe(expected);
});

it('a port that is none of Proxmox is not opened by it', () => {
  const surroundings = { ...alone, localNetwork: '10.0.0.0/24' };
  expect(fate({ ...way, port: 2222 }, [], surroundings)).toBe('closed');
  expect(fate({ ...way, port: 8006 }, [], surroundings)).toBe('open');
});
