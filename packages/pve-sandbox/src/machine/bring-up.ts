import { readText, writeText } from '../state/files.ts';
import type { Ethernet } from './cloud-init/ethernet.ts';
import { readNetplan } from './cloud-init/netplan.ts';
import { writeGuestFile } from './guest-file.ts';
import { type Interface, interfacesFile, interfacesText } from './interfaces.ts';

/** A machine's card: its hardware address in lower case, and the bridge that it is on. */
export type Card = { slot: number; mac: string; bridge: string };

/** The cards that a machine's settings name. */
export function cardsOf(values: ReadonlyMap<string, string>): Card[] {
  return [...values]
    .filter(([key]) => /^net\d+$/.test(key))
    .map(([key, value]) => ({
      slot: Number(key.slice(3)),
      mac: /(?:[0-9a-f]{2}:){5}[0-9a-f]{2}/i.exec(value)?.[0].toLowerCase() ?? '',
      bridge: /(?:^|,)bridge=([^,]+)/.exec(value)?.[1] ?? '',
    }))
    .sort((a, b) => a.slot - b.slot);
}

/** The name that a system gives a card by its place on the bus. */
const nameOf = ({ slot }: Card): string => `ens${18 + slot}`;

/** Gives a booting guest's cards their names and addresses, by its netplan files. */
export function bringUp(id: number, tree: string, cards: readonly Card[]): void {
  const plans = Object.entries(readNetplan(tree));
  const found = cards.map((card) => {
    const [key, plan] = plans.find(([name, each]) => fits(card, name, each)) ?? [];
    return plan === undefined ? bare(card) : device(id, card, key ?? '', plan);
  });
  writeText(`${tree}/${interfacesFile}`, interfacesText(found));
  const servers = plans.flatMap(([, { nameservers }]) => nameservers?.addresses ?? []);
  const search = plans.flatMap(([, { nameservers }]) => nameservers?.search ?? []);
  if (servers.length + search.length === 0) return;
  const lines = [
    ...[...new Set(servers)].map((server) => `nameserver ${server}\n`),
    ...(search.length > 0 ? [`search ${[...new Set(search)].join(' ')}\n`] : []),
  ];
  writeGuestFile(tree, '/etc/resolv.conf', lines.join(''));
}

/** Without `match` a plan's key is the card's name. */
function fits(card: Card, key: string, { match }: Ethernet): boolean {
  if (match?.macaddress !== undefined) return String(match.macaddress).toLowerCase() === card.mac;
  const pattern = match === undefined ? key : (match.name ?? '*');
  const words = pattern.split('*').map((part) => part.replace(/[^\w-]/g, '.'));
  return new RegExp(`^${words.join('.*')}$`).test(nameOf(card));
}

const bare = (card: Card): Interface => ({
  name: nameOf(card),
  mac: card.mac,
  address: '',
  gateway: '',
});

function device(id: number, card: Card, key: string, plan: Ethernet): Interface {
  const name = plan['set-name'] ?? (plan.match === undefined ? key : nameOf(card));
  const [first] = plan.addresses ?? [];
  const fixed = typeof first === 'string' ? first : Object.keys(first ?? {})[0];
  const way = plan.routes?.find(({ to = '' }) => to === 'default' || to.endsWith('/0'))?.via;
  if (fixed !== undefined) {
    return { name, mac: card.mac, address: fixed, gateway: way ?? plan.gateway4 ?? '' };
  }
  return { ...bare(card), name, ...(isOn(plan.dhcp4) ? leased(id, card) : {}) };
}

const isOn = (value: boolean | string | undefined): boolean =>
  value === true || /^(?:true|yes|on|ipv4|both)$/i.test(String(value));

/** What a bridge's network would lease: the same address to a machine each time. */
function leased(id: number, { bridge, slot }: Card): Pick<Interface, 'address' | 'gateway'> {
  const text = readText('/etc/network/interfaces') ?? '';
  const block = new RegExp(`^iface ${bridge} [^]*?(?=^(?:iface|auto)|(?![^]))`, 'm').exec(
    text,
  )?.[0];
  const own = /^\s*address\s+([\d.]+)\/(\d+)/m.exec(block ?? '');
  const [, ip = '10.0.0.1', prefix = '24'] = own ?? [];
  const gateway = /^\s*gateway\s+([\d.]+)/m.exec(block ?? '')?.[1] ?? ip;
  const net = ip.split('.').slice(0, 3).join('.');
  return { address: `${net}.${100 + ((id + slot) % 150)}/${prefix}`, gateway };
}
