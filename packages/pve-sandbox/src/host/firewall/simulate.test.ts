import { expect, test } from 'vitest';
import { parseFirewall } from './firewall-file.ts';
import { decide } from './simulate.ts';

const ask = (cluster: string, line: string, host = '') => {
  const [source = '', proto = '', port = ''] = line.split(' ');
  const file = parseFirewall(cluster, 'cluster.fw');
  const setting = {
    cluster: file,
    host: parseFirewall(host, 'host.fw', file),
    localNetwork: '10.0.0.0/24',
  };
  return decide({ from: 'outside', to: 'host', source, proto, dport: Number(port) }, setting)
    .action;
};
const on = '[OPTIONS]\nenable: 1\n';

test.each([
  ['', '1.2.3.4 tcp 80', 'ACCEPT'],
  [on, '1.2.3.4 tcp 80', 'DROP'],
  [`${on}policy_in: REJECT\n`, '1.2.3.4 tcp 80', 'REJECT'],
  [on, '10.0.0.9 tcp 22', 'ACCEPT'],
  [on, '10.0.0.9 tcp 8006', 'ACCEPT'],
  [on, '10.0.0.9 tcp 80', 'DROP'],
  [on, '1.2.3.4 tcp 8006', 'DROP'],
  [`${on}[IPSET management]\n1.2.3.0/24\n`, '1.2.3.4 tcp 8006', 'ACCEPT'],
  [`${on}[ALIASES]\nlocal_network 192.168.0.0/16\n`, '10.0.0.9 tcp 22', 'DROP'],
  [
    `${on}[RULES]\nIN ACCEPT -p tcp -dport 80,443 -source 1.2.3.0/24\n`,
    '1.2.3.4 tcp 443',
    'ACCEPT',
  ],
  [`${on}[RULES]\n|IN ACCEPT -p tcp -dport 80\n`, '1.2.3.4 tcp 80', 'DROP'],
  [`${on}[RULES]\nIN DROP -p tcp -dport 22\n`, '10.0.0.9 tcp 22', 'DROP'],
  [
    `${on}[RULES]\nIN NFS(ACCEPT) -source +clients\n[IPSET clients]\n9.9.9.9\n`,
    '9.9.9.9 udp 2049',
    'ACCEPT',
  ],
  [`${on}[RULES]\nGROUP web\n[group web]\nIN HTTP(ACCEPT)\n`, '1.2.3.4 tcp 80', 'ACCEPT'],
])('%j: %s is %s', (file, line, action) => expect(ask(file, line)).toBe(action));

test('the rules of the host come first', () => {
  expect(
    ask(
      `${on}[RULES]\nIN DROP -p tcp -dport 80\n`,
      '1.2.3.4 tcp 80',
      '[RULES]\nIN ACCEPT -p tcp -dport 80\n',
    ),
  ).toBe('ACCEPT');
});

test.each([
  [
    '[RULES]\nIN ACCEPT -dport 80',
    [
      'c (line 2) - errors in rule parameters: IN ACCEPT -dport 80',
      "  proto: missing property - 'dport' requires this property",
    ],
  ],
  [
    '[RULES]\nIN Nope(ACCEPT)',
    ['c (line 2) - errors in rule parameters: IN Nope(ACCEPT)', "  macro: unknown macro 'Nope'"],
  ],
  ['[RULES]\nIN ACCEPT -p tcp nonsense', ['c (line 2): unable to parse rule parameters: nonsense']],
  ['IN ACCEPT', ['c (line 1): skip line - no section']],
  ['[OPTIONS]\nenable: maybe', ["c (line 2): can't parse option 'enable: maybe'"]],
  [
    '[RULES]\nIN ACCEPT -source +none',
    [
      'c (line 2) - errors in rule parameters: IN ACCEPT -source +none',
      "  source: no such ipset 'none'",
    ],
  ],
])('%j is complained of', (text, warnings) =>
  expect(parseFirewall(text, 'c').warnings).toEqual(warnings),
);
