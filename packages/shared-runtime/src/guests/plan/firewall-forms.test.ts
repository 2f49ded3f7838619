import { expect, it } from 'vitest';
import { firewallOperation, firewallText, isOurs, ruleLine } from './firewall.ts';

const text = (current: string | undefined, enabled = true) => firewallText(current, [], enabled);

it.each([
  [undefined, '[OPTIONS]\n\nenable: 1\n\n[RULES]\n\n\n'],
  [
    '# mine\n\n[OPTIONS]\n Enable : 0\nlog: x\n',
    '# mine\n\n[OPTIONS]\n\nenable: 1\nlog: x\n\n[RULES]\n\n\n',
  ],
  ['[OPTIONS]\nmy_enable: 0\n', '[OPTIONS]\n\nenable: 1\nmy_enable: 0\n\n[RULES]\n\n\n'],
  ['  [options] \nlog: y\n', '[OPTIONS]\n\nenable: 1\nlog: y\n\n[RULES]\n\n\n'],
  [
    '[IPSET a] # why\n10.0.0.1\n\n[RULES]\n\nIN DROP\nOUT DROP # phoenix\n\n\n',
    '[IPSET a] # why\n10.0.0.1\n\n[RULES]\n\nIN DROP\n\n[OPTIONS]\n\nenable: 1\n',
  ],
  ['x [RULES]\nIN DROP\n', 'x [RULES]\nIN DROP\n\n[OPTIONS]\n\nenable: 1\n\n[RULES]\n\n\n'],
])('a file %j', (current, after) => {
  expect(text(current).trimEnd()).toBe(after.trimEnd());
});

it.each([
  ['IN DROP # phoenix', true],
  ['IN DROP #phoenix: words', true],
  ['IN DROP #  phoenix ', true],
  ['IN DROP # phoenixes', false],
  ['IN DROP # my phoenix', false],
  ['IN DROP phoenix', false],
])('%j is ours: %s', (line, is) => expect(isOurs(line)).toBe(is));

it('a rule with everything, and one with nothing', () => {
  const all = { iface: 'net0', source: 'a', dest: 'b', proto: 'tcp', port: '1:2', comment: 'c' };
  expect(ruleLine({ type: 'out', action: 'REJECT', ...all })).toBe(
    'OUT REJECT -i net0 -source a -dest b -p tcp -dport 1:2 # phoenix: c',
  );
  expect(ruleLine({ type: 'in', action: 'DROP' })).toBe('IN DROP # phoenix');
});

const drop = { type: 'in', action: 'DROP' } as const;

it.each<[string, boolean, number, string | undefined, string | undefined]>([
  ['off, and no file', false, 1, undefined, undefined],
  ['off, as it is', false, 0, '[OPTIONS]\nenable: 0\n\n\n[RULES]\n', undefined],
  ['off, as it is not', false, 0, '[OPTIONS]\nenable: 1\n', 'firewall disabled'],
  ['on, and no file', true, 0, undefined, 'firewall enabled with no rules'],
  ['one rule', true, 1, undefined, 'firewall enabled with 1 rule'],
  ['two rules', true, 2, undefined, 'firewall enabled with 2 rules'],
  [
    'lines that were one',
    true,
    0,
    '[OPTIONS]enable: 1\n[RULES]\n',
    'firewall enabled with no rules',
  ],
])('%s', (_, enabled, count, current, cause) => {
  const rules = Array.from({ length: count }, () => drop);
  const [operation] = firewallOperation({ id: 950, firewall: { enabled, rules } }, current);
  expect(operation?.cause).toBe(cause);
});

it('one that declares none is left alone', () => {
  expect(firewallOperation({ id: 950 }, '[OPTIONS]\nenable: 1\n')).toEqual([]);
});
