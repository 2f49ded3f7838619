import type { Operation } from '@phoenix/shared-runtime';
import type { StepDraft } from '../../setup/step.ts';
import { namesAt, withHost } from './hosts-file.ts';
import type { HostnameFacts } from './observe.ts';

interface Declared {
  readonly config: { readonly hostname?: string; readonly domain_name?: string };
}

/**
 * Plans the name of the host. Proxmox keeps guests and firewall under it, so it is changed only
 * while nothing is kept there, and needs the name to lead to an address that is no loopback.
 */
export function plan({ config }: Declared, facts: HostnameFacts): StepDraft {
  if (config.hostname === undefined) return { operations: [] };
  const [short = '', ...rest] = config.hostname.split('.');
  const [former = ''] = facts.hostname.split('.');
  const isRenamed = former !== short;
  const obstacle = isRenamed ? obstacleOf(former, short, facts) : undefined;
  if (obstacle !== undefined) return { operations: [], problems: [obstacle] };
  if (facts.address === undefined)
    return {
      operations: [],
      problems: [
        {
          message: `cannot give the host the name ${short}: its own address is not known`,
          hint: 'declare network.interfaces.address, or write "ADDRESS NAME" into /etc/hosts',
        },
      ],
    };
  const domain = rest.join('.') || config.domain_name || domainOf(facts, former);
  const names = { short, full: domain === undefined ? short : `${short}.${domain}` };
  const hosts = withHost(facts.hosts, facts.address, names, former);
  const operations: Operation[] = [];
  if (hosts !== facts.hosts)
    operations.push({
      id: 'hosts',
      cause: `${facts.address} has to be ${[...new Set([names.full, short])].join(' ')} in /etc/hosts`,
      write: '/etc/hosts',
      content: hosts,
      keep: true,
    });
  if (facts.hostname !== short)
    operations.push({
      id: 'hostname',
      doing: `name the host ${short}`,
      cause: `name ${facts.hostname || 'unset'} -> ${short}`,
      run: ['hostnamectl', 'set-hostname', short],
      effect: 'change',
      deadline: 60,
    });
  const waits = isRenamed || (facts.nodes.length > 0 && !facts.nodes.includes(short));
  return {
    operations,
    ...(waits && { restart: `Proxmox takes the name ${short} at its start` }),
  };
}

function domainOf({ hosts, address }: HostnameFacts, former: string): string | undefined {
  const full = namesAt(hosts, address ?? '')?.find((name) => name.startsWith(`${former}.`));
  return full?.slice(former.length + 1);
}

function obstacleOf(former: string, short: string, { guests, isInCluster }: HostnameFacts) {
  const what = `cannot rename the host from ${former} to ${short}`;
  const hint = `write "hostname": "${former}", or take hostname out of the configuration`;
  if (isInCluster)
    return { message: `${what}: it is in a cluster, whose members know it by its name`, hint };
  if (guests.length === 0) return undefined;
  const ids = guests.slice(0, 5).join(', ');
  return {
    message: `${what}: Proxmox keeps guests (${ids}${guests.length > 5 ? ', ...' : ''}) under its name`,
    hint,
  };
}
