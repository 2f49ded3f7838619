const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
/** A dotted IPv4 address without leading zeros, as source of a regular expression. */
export const ipv4Source = `(?:${octet}\\.){3}${octet}`;
const ipv4Pattern = new RegExp(`^${ipv4Source}$`);

/** An IPv4 address as a number, undefined when the text is none. */
export function parseIpv4(text: string): number | undefined {
  if (!ipv4Pattern.test(text)) return undefined;
  return text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** An IPv4 address with prefix length; `network` is the first address of its subnet. */
export interface Cidr {
  text: string;
  address: number;
  network: number;
  /** How many addresses the subnet has. */
  size: number;
}

/** Proxmox takes prefix lengths from 8 to 32 only. */
export function parseCidr(text: string): Cidr | undefined {
  const [host = '', prefix = '', ...rest] = text.split('/');
  const address = parseIpv4(host);
  if (address === undefined || rest.length > 0 || !/^(?:[89]|[12]\d|3[0-2])$/.test(prefix)) {
    return undefined;
  }
  const size = 2 ** (32 - Number(prefix));
  return { text: host, address, network: address - (address % size), size };
}

/** Whether an address lies in the subnet of another. */
export function inSubnet(address: number, cidr: Cidr): boolean {
  return address >= cidr.network && address < cidr.network + cidr.size;
}

/** Whether the text is an IPv6 address. */
export function isIpv6(text: string): boolean {
  if (!/^[\da-f:.]+$/i.test(text) || !text.includes(':')) return false;
  const tail = text.slice(text.lastIndexOf(':') + 1);
  const dotted = tail.includes('.');
  if (dotted && parseIpv4(tail) === undefined) return false;
  const plain = dotted ? `${text.slice(0, text.lastIndexOf(':') + 1)}0:0` : text;
  const [head = '', rest, ...more] = plain.split('::');
  if (more.length > 0) return false;
  const groups = [head, rest ?? ''].flatMap((part) => (part === '' ? [] : part.split(':')));
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return false;
  return rest === undefined ? groups.length === 8 : groups.length < 8;
}

/** Whether the text is an IPv6 address with prefix length. */
export function isCidr6(text: string): boolean {
  const [host = '', prefix = '', ...rest] = text.split('/');
  return rest.length === 0 && isIpv6(host) && /^\d{1,3}$/.test(prefix) && Number(prefix) <= 128;
}
