import type { FirewallRule } from '@phoenix/shared-config';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firewallText } from '../plan/firewall.ts';
import { firewallWords } from './firewall.ts';

const rule: FirewallRule = {
  type: 'in',
  action: 'ACCEPT',
  proto: 'tcp',
  port: '80',
  comment: 'a b',
};
const FILE = '/etc/pve/firewall/105.fw';

describe('the firewall of a guest in words', () => {
  it.each<[string, string | undefined, boolean, object, string[]]>([
    ['no file', undefined, false, {}, []],
    ['only the card', undefined, true, {}, ['firewall=1 of net0 stays, with no rules of its own']],
    [
      'on',
      firewallText(undefined, [rule]),
      true,
      { firewall: { enabled: true, rules: [rule] } },
      [],
    ],
    ['off', firewallText(undefined, [], false), false, { firewall: { enabled: false } }, []],
    [
      'with rules of others behind',
      firewallText('[RULES]\nIN DROP -log info\n|OUT ACCEPT\n', [rule]),
      true,
      { firewall: { enabled: true, rules: [rule] } },
      [`rules that are not of Phoenix stay in ${FILE}: IN DROP -log info; |OUT ACCEPT`],
    ],
    [
      'on in the file alone',
      firewallText(undefined, [rule]),
      false,
      {},
      [`the firewall in ${FILE} is not declared, and stays as it is`],
    ],
    [
      'of a form that Phoenix would write otherwise',
      '[OPTIONS]\nenable:1\n[RULES]\nIN DROP\n',
      true,
      {},
      [`the firewall in ${FILE} is not declared, and stays as it is`],
    ],
    [
      'a rule of ours that was changed by hand',
      firewallText(undefined, [rule]).replace('-dport 80', '-dport 80 -log info'),
      true,
      {},
      [`the firewall in ${FILE} is not declared, and stays as it is`],
    ],
  ])('%s', (_name, firewall, isOnCard, keys, notes) => {
    const found = { id: 105, ...(firewall === undefined ? {} : { firewall }) };
    expect(firewallWords(found, isOnCard)).toEqual({ keys, notes });
  });

  const word = fc.stringMatching(/^[a-z0-9./,:+-]{1,9}$/);
  const rules = fc.array(
    fc.record(
      {
        type: fc.constantFrom('in' as const, 'out' as const),
        action: fc.constantFrom('ACCEPT' as const, 'DROP' as const, 'REJECT' as const),
        source: word,
        dest: word,
        proto: word,
        port: word,
        iface: word,
        comment: fc.string(),
      },
      { requiredKeys: ['type', 'action'] },
    ),
  );
  it('comes back as it was declared, or is left out', () => {
    fc.assert(
      fc.property(rules, fc.boolean(), (declared, enabled) => {
        const firewall = firewallText(undefined, declared, enabled);
        const { keys } = firewallWords({ id: 105, firewall }, enabled);
        const kept = declared.length === 0 ? { enabled } : { enabled, rules: declared };
        const isPlain = declared.every(({ comment = 'x' }) => /^\S(?:[ -~]*\S)?$/.test(comment));
        if (isPlain) expect(keys).toEqual({ firewall: kept });
        else if ('firewall' in keys) expect(keys).toEqual({ firewall: kept });
      }),
    );
  });
});
