import type { Check, Finding } from '../finding.ts';

export const bridges: Check = {
  name: 'bridges',
  find({ declared: { lxc, vms, hypervisor }, links }) {
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
            : `declare it in /etc/network/interfaces and type ifreload -a, or correct the bridge of these guests: there are ${[...links].filter((name) => name !== 'lo').join(', ')}`,
        guests: all.map(({ id }) => id),
      }),
    );
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
