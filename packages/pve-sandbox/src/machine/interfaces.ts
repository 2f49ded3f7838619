import { readText } from '../state/files.ts';
import type { Json } from './perl-json.ts';
import { treeOf } from './tree.ts';

/** A network device of a running guest; the address with its prefix length. */
export type Interface = { name: string; mac: string; address: string; gateway: string };

/** Where a booted guest's devices are told: a line each, for the stand-ins inside it too. */
export const interfacesFile = 'run/pve-sandbox-network';

/** The devices as lines of `name mac address gateway`; `-` where there is none. */
export const interfacesText = (devices: readonly Interface[]): string =>
  devices
    .map(({ name, mac, address, gateway }) => [name, mac, address || '-', gateway || '-'].join(' '))
    .map((line) => `${line}\n`)
    .join('');

/** The devices of a guest, by its tree. */
export function interfacesOf(tree: string): Interface[] {
  const lines = (readText(`${tree}/${interfacesFile}`) ?? '').split('\n');
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', mac = '', ...rest] = line.split(' ');
      const [address = '', gateway = ''] = rest.map((word) => (word === '-' ? '' : word));
      return { name, mac, address, gateway };
    });
}

/** What the guest agent tells of the devices. */
export function interfaceAnswer(id: number): Json {
  const loopback = answer('lo', '00:00:00:00:00:00', [v4('127.0.0.1', 8), v6('::1', 128)]);
  const others = interfacesOf(treeOf(id)).map(({ name, mac, address }) => {
    const [ip = '', prefix = '24'] = address.split('/');
    const own = ip === '' ? [] : [ip.includes(':') ? v6(ip, +prefix) : v4(ip, +prefix)];
    return answer(name, mac, [...own, v6(linkLocal(mac), 64)]);
  });
  return [loopback, ...others];
}

const v4 = (ip: string, prefix: number): Json => address(ip, 'ipv4', prefix);
const v6 = (ip: string, prefix: number): Json => address(ip, 'ipv6', prefix);
const address = (ip: string, type: string, prefix: number): Json => ({
  'ip-address': ip,
  'ip-address-type': type,
  prefix,
});

function answer(name: string, mac: string, addresses: Json[]): Json {
  const counters = ['bytes', 'dropped', 'errs', 'packets'];
  const statistics = ['rx', 'tx'].flatMap((way) => counters.map((what) => [`${way}-${what}`, 0]));
  return {
    'hardware-address': mac,
    'ip-addresses': addresses,
    name,
    statistics: Object.fromEntries(statistics) as Json,
  };
}

/** The address that a card gives itself, from its hardware address. */
export function linkLocal(mac: string): string {
  const bytes = mac.split(':').map((part) => Number.parseInt(part, 16));
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = bytes;
  const words = [(a ^ 2) * 256 + b, c * 256 + 0xff, 0xfe00 + d, e * 256 + f];
  return `fe80::${words.map((word) => word.toString(16)).join(':')}`;
}
