import { type Armed, observeArmed } from '../../armed/observe.ts';
import { neighbour, withPrefix } from '../../look/address.ts';
import { interfacesFiles } from '../../look/interfaces-files.ts';
import { ownAddress } from '../../look/own-address.ts';
import type { Declaration, Look } from '../../setup/step.ts';
import type { WayIn } from './ways-in.ts';

/** What the step looks at. */
export interface FirewallFacts {
  readonly cluster: string | undefined;
  readonly host: string | undefined;
  /** Path of the file of this host. */
  readonly hostPath: string;
  readonly address: string | undefined;
  /** The own address with its prefix, where that is known. */
  readonly localNetwork: string | undefined;
  readonly waysIn: readonly WayIn[];
  readonly gateway: string | undefined;
  readonly armed: Armed;
}

export const CLUSTER = '/etc/pve/firewall/cluster.fw';

export async function observe(
  host: Look,
  { config }: Pick<Declaration, 'config'>,
): Promise<FirewallFacts> {
  const own = config.network.interfaces;
  const hostPath = `/etc/pve/nodes/${nodeOf(host)}/host.fw`;
  const address = ownAddress(host, own?.address);
  const localNetwork = own?.address ?? networkAt(host, address);
  const visitor = cameFrom(host);
  const inside = localNetwork === undefined ? undefined : neighbour(localNetwork);
  const sources = [...new Set([visitor, inside].filter((one) => one !== undefined))];
  const ports = [...new Set([...sshPorts(host), 8006])];
  const route = await host.query(['ip', 'route', 'show', 'default']);
  return {
    cluster: host.read(CLUSTER),
    host: host.read(hostPath),
    hostPath,
    address,
    localNetwork,
    waysIn: sources.flatMap((source) => ports.map((port) => ({ port, source }))),
    gateway: /^default via (\S+)/m.exec(route.stdout)?.[1],
    armed: await observeArmed(host, 'firewall'),
  };
}

/** Proxmox keeps the name under which it was started until the next start. */
function nodeOf(host: Look): string {
  const [short = ''] = (host.read('/etc/hostname')?.trim() ?? '').split('.');
  const nodes = host.list('/etc/pve/nodes');
  return nodes.length === 0 || nodes.includes(short) ? short : (nodes[0] ?? short);
}

function networkAt(host: Look, address: string | undefined): string | undefined {
  for (const text of Object.values(interfacesFiles(host))) {
    const pattern = /^\s*address\s+(\S+)(?:\s*\n\s*netmask\s+(\S+))?/gm;
    for (const [, found = '', mask] of text.matchAll(pattern))
      if (found.split('/')[0] === address) return withPrefix(found, mask);
  }
  return undefined;
}

/** The address that the session of this run came from, where it came by SSH. */
function cameFrom(host: Look): string | undefined {
  const environment = host.read('/proc/self/environ') ?? '';
  return /(?:^|\0)SSH_CONNECTION=(?:::ffff:)?(\d+(?:\.\d+){3}) /.exec(environment)?.[1];
}

function sshPorts(host: Look): number[] {
  const folder = '/etc/ssh/sshd_config.d';
  const names = host.list(folder).filter((name) => name.endsWith('.conf'));
  const texts = ['/etc/ssh/sshd_config', ...names.map((name) => `${folder}/${name}`)].map(
    (path) => host.read(path) ?? '',
  );
  const ports = texts.flatMap((text) =>
    [...text.matchAll(/^\s*Port[\s=]+(\d+)/gim)].map(([, port]) => Number(port)),
  );
  return ports.length === 0 ? [22] : ports;
}
