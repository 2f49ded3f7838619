import type { Check, Finding } from '../finding.ts';

export const bridges: Check = {
  name: 'bridges',
  find({ declared: { lxc, vms, hypervisor }, links, bridges: known }) {
    if (links.size === 0) return [];
    const uses = [
      ...[...lxc.values()].map(({ id, network_config }) => ({ id, bridge: network_config.bridge })),
      ...[...vms.values()].map(({ id, network_bridge }) => ({ id, bridge: network_bridge })),
    ].filter(({ bridge }) => !links.has(bridge));
    return [...Map.groupBy(uses, ({ bridge }) => bridge)].map(
      ([bridge, all]): Finding => ({
        severity: 'error',
        message: `there is no bridge ${bridge}`,
        hint:
          hypervisor.network.interfaces?.name === bridge
            ? 'phoenix setup --only network makes it'
            : `declare it in /etc/network/interfaces and type ifreload -a, or correct the bridge of these guests${known.size === 0 ? '' : `: there are ${[...known].join(', ')}`}`,
        guests: all.map(({ id }) => id),
      }),
    );
  },
};

export const firewall: Check = {
  name: 'firewall',
  find({ declared: { lxc, vms, hypervisor }, isFirewallOn }) {
    const guests = [...lxc.values(), ...vms.values()].filter((guest) => guest.firewall?.enabled);
    if (isFirewallOn !== false || guests.length === 0) return [];
    const isDeclared = hypervisor.firewall?.enabled === true;
    return [
      {
        severity: 'warning',
        message: 'firewalls of guests filter nothing while the firewall of the datacenter is off',
        hint: isDeclared
          ? 'phoenix setup --only firewall turns it on'
          : 'declare firewall.enabled and its rules for the host, and type phoenix setup --only firewall, which keeps the ways in to the host open',
        guests: guests.map(({ id }) => id),
      },
    ];
  },
};

export const nodeName: Check = {
  name: 'node-name',
  find({ node, hosts, declared }) {
    if (node === '' || hosts === undefined) return [];
    const addresses = hosts.split('\n').flatMap((line) => {
      const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
      return names.some((name) => name === node) ? [address] : [];
    });
    if (addresses.some((address) => !/^(127\.|::1$)/.test(address))) return [];
    const own = declared.hypervisor.network.interfaces?.address.split('/')[0] ?? 'ADDRESS';
    const domain = declared.hypervisor.domain_name ?? 'local';
    const found = addresses.length === 0 ? 'does not know' : `has ${addresses.join(', ')} for`;
    return [
      {
        severity: 'error',
        message: `/etc/hosts ${found} ${node}, the name of this host: Proxmox needs its real address there`,
        hint: `write this line into /etc/hosts: ${own} ${node}.${domain} ${node}`,
      },
    ];
  },
};
