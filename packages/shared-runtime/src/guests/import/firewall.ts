import type { FirewallRule, GuestFirewall } from '@phoenix/shared-config';
import { HOST } from '../paths.ts';
import { firewallOperation, isOurs, ruleLine } from '../plan/firewall.ts';
import type { Found, Words } from './words.ts';

const NAMES: Readonly<Record<string, keyof FirewallRule>> = {
  i: 'iface',
  source: 'source',
  dest: 'dest',
  p: 'proto',
  dport: 'port',
};

/**
 * The firewall of a guest, where it is one that Phoenix could have written: on both in the file and on
 * the network card (`isOnCard`), or off in both. Any other is left undeclared, and so stays as it is.
 */
export function firewallWords(
  { id, firewall: text }: Pick<Found, 'id' | 'firewall'>,
  isOnCard: boolean,
): Words {
  if (text === undefined)
    return {
      keys: {},
      notes: isOnCard ? ['firewall=1 of net0 stays, with no rules of its own'] : [],
    };
  const lines = text.split('\n').filter((line) => /^\s*\|?(?:IN|OUT|GROUP)\s/i.test(line));
  const rules = lines.filter(isOurs).map(ruleOf);
  const enabled = /^\s*enable\s*:\s*1\s*$/im.test(text);
  const written = rules.filter((rule) => rule !== undefined);
  const firewall: GuestFirewall = { enabled, rules: written };
  const isSame =
    enabled === isOnCard &&
    written.length === rules.length &&
    firewallOperation({ id, firewall }, text).length === 0;
  if (!isSame)
    return {
      keys: {},
      notes: [`the firewall in ${HOST.firewall(id)} is not declared, and stays as it is`],
    };
  const foreign = lines.filter((line) => !isOurs(line)).map((line) => line.trim());
  return {
    keys: { firewall: written.length === 0 ? { enabled } : firewall },
    notes:
      foreign.length === 0
        ? []
        : [`rules that are not of Phoenix stay in ${HOST.firewall(id)}: ${foreign.join('; ')}`],
  };
}

/** The rule that a line was made of; undefined for a line that no rule becomes. */
function ruleOf(line: string): FirewallRule | undefined {
  const [, type = '', action, options = '', comment] =
    /^(IN|OUT) (ACCEPT|DROP|REJECT)((?: -\w+ \S+)*) # phoenix(?:: (.*))?$/.exec(line) ?? [];
  const parts = [...options.matchAll(/ -(\w+) (\S+)/g)].map(([, name = '', value]) => [
    NAMES[name] ?? name,
    value,
  ]);
  const rule = {
    type: type.toLowerCase(),
    action,
    ...Object.fromEntries(parts),
    ...(comment === undefined ? {} : { comment }),
  } as FirewallRule;
  return type !== '' && ruleLine(rule) === line ? rule : undefined;
}
