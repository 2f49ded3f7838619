import type { Ethernet } from './ethernet.ts';
import { type Config, list, mapping, text } from './values.ts';

/** Network settings of version 1, Proxmox's own, as those of version 2. */
export function fromVersion1(config: unknown): Record<string, Ethernet> {
  const entries = list(config).map(mapping);
  const servers = entries.filter(({ type }) => type === 'nameserver');
  const nameservers = {
    addresses: servers.flatMap(({ address }) => texts(address)),
    search: servers.flatMap(({ search }) => texts(search)),
  };
  const cards = entries.filter(({ type }) => type === 'physical');
  return Object.fromEntries(
    cards.map((card) => [text(card.name) ?? 'eth0', ethernet(card, nameservers)]),
  );
}

const texts = (value: unknown): string[] => list(value).flatMap((one) => text(one) ?? []);

function ethernet(card: Config, nameservers: Ethernet['nameservers']): Ethernet {
  const mac = text(card.mac_address)?.toLowerCase();
  const subnets = list(card.subnets).map(mapping);
  const fixed = subnets.filter(({ address }) => address !== undefined);
  const kind = (pattern: RegExp) => subnets.some(({ type }) => pattern.test(text(type) ?? ''));
  const gateways = subnets.flatMap(({ gateway }) => text(gateway) ?? []);
  return {
    ...(mac !== undefined && { match: { macaddress: mac }, 'set-name': text(card.name) ?? 'eth0' }),
    ...(kind(/^dhcp4?$/) && { dhcp4: true }),
    ...(kind(/^dhcp6$|^ipv6_dhcp/) && { dhcp6: true }),
    ...(fixed.length > 0 && { addresses: fixed.map(withPrefix) }),
    ...(gateways.length > 0 && { routes: gateways.map((via) => ({ to: 'default', via })) }),
    ...(has(nameservers) && { nameservers }),
  };
}

const has = (servers: Ethernet['nameservers']): boolean =>
  (servers?.addresses?.length ?? 0) + (servers?.search?.length ?? 0) > 0;

function withPrefix({ address, netmask }: Config): string {
  const ip = text(address) ?? '';
  if (ip.includes('/')) return ip;
  const mask = text(netmask) ?? '';
  if (/^\d+$/.test(mask)) return `${ip}/${mask}`;
  const bits = mask.split('.').map((part) => Number(part).toString(2).padStart(8, '0'));
  return `${ip}/${mask === '' ? (ip.includes(':') ? 64 : 24) : bits.join('').replace(/0+$/, '').length}`;
}
