import type { HostFirewall } from '@phoenix/shared-config';
import type { RunOperation } from '@phoenix/shared-runtime';
import type { FirewallFacts } from './observe.ts';
import { isOn } from './problems.ts';

/** What Proxmox is asked before a change is confirmed: are its files sound, is every way in open. */
export function checks(
  firewall: HostFirewall,
  { waysIn, address, cluster = '' }: FirewallFacts,
): RunOperation[] {
  const compile: RunOperation = {
    id: 'compile',
    doing: 'compile the firewall',
    cause: 'Proxmox has to understand its files',
    run: ['pve-firewall', 'compile'],
    effect: 'check',
    deadline: 10,
  };
  if (!isOn(firewall, cluster)) return [compile];
  const asked = waysIn.map(
    ({ port, source }): RunOperation => ({
      id: `way in ${port} from ${source}`,
      doing: `find port ${port} open from ${source}`,
      cause: `port ${port} has to stay open to ${source}`,
      run: [
        'pve-firewall',
        'simulate',
        '--from',
        'outside',
        '--to',
        'host',
        '--protocol',
        'tcp',
        '--source',
        source,
        '--dport',
        `${port}`,
        ...(address === undefined ? [] : ['--dest', address]),
      ],
      effect: 'check',
      says: 'ACTION: ACCEPT',
      deadline: 5,
      hint: `add a rule for it: {"type": "in", "action": "ACCEPT", "source": "${source}", "proto": "tcp", "port": "${port}"}`,
    }),
  );
  return [compile, ...asked];
}
