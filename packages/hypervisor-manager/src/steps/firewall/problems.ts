import type { HostFirewall } from '@phoenix/shared-config';
import type { PlanProblem } from '@phoenix/shared-runtime';
import { foreignRules, optionIn } from './file.ts';
import type { FirewallFacts } from './observe.ts';
import { fate } from './ways-in.ts';

/** Whether the firewall will be on: as declared, else as it is. */
export function isOn({ enabled }: Pick<HostFirewall, 'enabled'>, cluster: string): boolean {
  return enabled ?? optionIn(cluster, 'enable') === '1';
}

/** The ways in that the declaration closes by itself, each with the rule that opens it. */
export function closedWays(firewall: HostFirewall, facts: FirewallFacts): PlanProblem[] {
  const { cluster = '', host = '', localNetwork } = facts;
  if (!isOn(firewall, cluster)) return [];
  const rules = [...firewall.host_firewall_rules, ...firewall.global_firewall_rules];
  const hasForeign =
    foreignRules(cluster).length + foreignRules(host).length > 0 ||
    optionIn(host, 'enable') === '0' ||
    /^\s*(?:\[ipset\s+management\]|local_network\s)/im.test(`${cluster}\n${host}`);
  const policy = firewall.default_input_policy ?? optionIn(cluster, 'policy_in') ?? 'DROP';
  return facts.waysIn
    .filter((way) => fate(way, rules, { localNetwork, hasForeign, policy }) === 'closed')
    .map(({ port, source }) => ({
      message: `cannot switch on the firewall: it would close port ${port} (${port === 8006 ? 'web interface' : 'SSH'}) to ${source}`,
      hint: `put {"type": "in", "action": "ACCEPT", "source": "${source}", "proto": "tcp", "port": "${port}"} in front of firewall.host_firewall_rules`,
    }));
}
