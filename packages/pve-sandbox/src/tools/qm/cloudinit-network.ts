import { readText } from '../../state/files.ts';
import { vmNet } from './net.ts';

type Values = ReadonlyMap<string, string>;

/** The network data that Proxmox makes of `ipconfigN`, `nameserver` and `searchdomain`. */
export function networkData(values: Values): string {
  const lines = ['version: 1', 'config:'];
  const cards = [...values.keys()].filter((key) => /^net\d+$/.test(key)).sort();
  for (const card of cards) {
    const number = card.slice(3);
    const config = values.get(`ipconfig${number}`);
    if (config === undefined) continue;
    const address = vmNet(values.get(card) ?? '').get('macaddr') ?? '';
    lines.push(
      '    - type: physical',
      `      name: eth${number}`,
      `      mac_address: '${address.toLowerCase()}'`,
      '      subnets:',
      ...subnets(config),
    );
  }
  return [...lines, ...names(values)].map((line) => `${line}\n`).join('');
}

function subnets(config: string): string[] {
  const parts = new Map(
    config.split(',').map((part) => [part.split('=')[0] ?? '', part.slice(part.indexOf('=') + 1)]),
  );
  return [
    ...subnet4(parts.get('ip'), parts.get('gw')),
    ...subnet6(parts.get('ip6'), parts.get('gw6')),
  ];
}

function subnet4(ip: string | undefined, gateway: string | undefined): string[] {
  if (ip === undefined) return [];
  if (ip === 'dhcp') return ['      - type: dhcp4'];
  const [address = '', bits = ''] = ip.split('/');
  return [
    '      - type: static',
    `        address: '${address}'`,
    `        netmask: '${netmask(Number(bits))}'`,
    ...(gateway === undefined ? [] : [`        gateway: '${gateway}'`]),
  ];
}

function subnet6(ip: string | undefined, gateway: string | undefined): string[] {
  if (ip === undefined) return [];
  if (ip === 'dhcp') return ['      - type: dhcp6'];
  if (ip === 'auto') return ['      - type: ipv6_slaac'];
  return [
    '      - type: static6',
    `        address: '${ip}'`,
    ...(gateway === undefined ? [] : [`        gateway: '${gateway}'`]),
  ];
}

function netmask(bits: number): string {
  const mask = bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0;
  return [24, 16, 8, 0].map((shift) => (mask >>> shift) & 255).join('.');
}

/** Servers and domain: the machine's own, else the host's. */
function names(values: Values): string[] {
  const host = readText('/etc/resolv.conf') ?? '';
  const ofHost = [...host.matchAll(/^nameserver\s+(\S+)/gm)].map(([, server = '']) => server);
  const servers = words(values.get('nameserver')) ?? ofHost.slice(0, 3);
  const domain = /^search\s+(.*)$/m.exec(host)?.[1];
  const domains = words(values.get('searchdomain')) ?? words(domain) ?? [];
  if (servers.length === 0 && domains.length === 0) return [];
  return ['    - type: nameserver', ...listed('address', servers), ...listed('search', domains)];
}

const words = (text: string | undefined): string[] | undefined =>
  text?.split(/[\s,;]+/).filter((word) => word !== '');

const listed = (key: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : [`      ${key}:`, ...items.map((item) => `      - '${item}'`)];
