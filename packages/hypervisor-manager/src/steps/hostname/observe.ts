import { ownAddress } from '../../look/own-address.ts';
import type { Declaration, Look } from '../../setup/step.ts';

/** What the step looks at. */
export interface HostnameFacts {
  /** As /etc/hostname has it. */
  readonly hostname: string;
  readonly hosts: string;
  /** The host's own address, by which others reach it. */
  readonly address: string | undefined;
  /** Ids of guests that Proxmox keeps under the present name. */
  readonly guests: readonly string[];
  readonly isInCluster: boolean;
  /** Names under which Proxmox keeps nodes. */
  readonly nodes: readonly string[];
}

const NODES = '/etc/pve/nodes';

export async function observe(
  host: Look,
  { config }: Pick<Declaration, 'config'>,
): Promise<HostnameFacts> {
  const hostname = host.read('/etc/hostname')?.trim() ?? '';
  const [short = ''] = hostname.split('.');
  const guests = ['lxc', 'qemu-server'].flatMap((kind) => host.list(`${NODES}/${short}/${kind}`));
  return {
    hostname,
    hosts: host.read('/etc/hosts') ?? '',
    address: ownAddress(host, config.network.interfaces?.address),
    guests: guests.flatMap((name) => /^(\d+)\.conf$/.exec(name)?.[1] ?? []),
    isInCluster: host.exists('/etc/pve/corosync.conf'),
    nodes: host.list(NODES),
  };
}
