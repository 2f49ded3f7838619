import { describe, expect, test } from 'vitest';
import { isFirewallPlace, misfitNetwork } from './firewall-place.ts';
import { container, load, told } from './testing/world.ts';

test.each([
  '10.0.0.1',
  '10.0.0.0/24',
  '0.0.0.0/0',
  '10.0.0.1-10.0.0.9',
  '10.0.0.1-10.0.0.1',
  '10.0.0.1/32',
  'fd00::/0',
  'fd00::/128',
  '10.0.0.1,10.1.0.0/16',
  'fd00::1',
  'fd00::/64,fe80::1',
  'fd00::1-fd00::9',
  'ab',
  'my_alias-2',
  'dc/my_alias',
  'guest/my_alias',
  '+management',
  '+dc/set-1',
  '+guest/set',
  '+sdn/vnet0-all',
  `+${'x'.repeat(64)}`,
])('a firewall takes %s', (text) => {
  expect(isFirewallPlace(text)).toBe(true);
});

test.each([
  '',
  '999.1.1.1',
  '10.0.0.1/33',
  '10.0.0.1/024',
  '10.0.0.1/8/8',
  '10.0.0',
  '010.0.0.1',
  '10.0.0.9-10.0.0.1',
  '10.0.0.1-10.0.0.5,10.0.0.9',
  '10.0.0.1-fd00::1',
  'fd00::1-10.0.0.1',
  '10.0.0.1-10.0.0.5-10.0.0.9',
  '10.0.0.1-x',
  'x-10.0.0.1',
  '1.1.1.1-',
  '-1.1.1.1',
  'x+management',
  '1.1.1/8',
  '10.0.0.1,fd00::1',
  '10.0.0.1,',
  '10.0.0.1, 10.0.0.2',
  '10.0.0.1,my_alias',
  'fd00::/129',
  'fd00:::1',
  'host.example.com',
  'sdn/vnet',
  '+',
  '+other/set',
  '+a b',
  '-x',
  `+${'x'.repeat(65)}`,
])('a firewall takes no %j', (text) => {
  expect(isFirewallPlace(text)).toBe(false);
});

test('nothing is misfit that is no IPv4 network', () => {
  expect(misfitNetwork('fd00::5/64,x/8,/8,alias')).toBeUndefined();
});

test('a network whose address is of a host is named as it is meant', () => {
  expect(misfitNetwork('10.0.0.0/24,10.255.3.200/13')).toEqual({
    network: '10.255.3.200/13',
    meant: '10.248.0.0/13',
  });
  expect(misfitNetwork('10.0.0.1,10.0.0.4/30,0.0.0.0/0,10.0.0.7/32')).toBeUndefined();
});

describe('rules', () => {
  const said = (rule: Record<string, unknown>) => {
    const rules = [{ type: 'in', action: 'ACCEPT', ...rule }];
    const lxc = { 300: container({ firewall: { enabled: true, rules } }) };
    return load({ hypervisor: { firewall: { global_firewall_rules: rules } }, lxc });
  };

  test('of guests and of the host are held against that', () => {
    const must =
      'must be an IP address, a network, a range, a list of addresses and networks, an alias or "+" and a set';
    expect(said({ dest: '999.1.1.1' }).diagnostics.map(told)).toEqual([
      `error invalid-value hypervisor:7:13 firewall.global_firewall_rules[0].dest is "999.1.1.1", but ${must}`,
      `error invalid-value lxc:22:15 guest 300: firewall.rules[0].dest is "999.1.1.1", but ${must}`,
    ]);
  });

  test.each([
    ['90:80', 'has a range whose end is before its begin'],
    ['1,2,3,4,5,6,7,8,9,10,11,12,13,14:15,16', 'has more than 15 numbers, each range being two'],
  ])('with ports %s are refused', (port, why) => {
    const [, { code, message } = {}] = said({ proto: 'tcp', port }).diagnostics;
    expect([code, message]).toEqual(['invalid-value', `guest 300: firewall.rules[0].port ${why}`]);
  });

  test('with a host for a network are warned about', () => {
    const [, { code, message, hint } = {}] = said({ source: '10.0.0.5/24' }).diagnostics;
    expect([code, message, hint]).toEqual([
      'no-network',
      'guest 300: firewall.rules[0].source has 10.0.0.5/24, which is a host in a network: Proxmox may leave the rule out',
      'write "10.0.0.0/24" for the network, or "10.0.0.5" for the host',
    ]);
  });
});
