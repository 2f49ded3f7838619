/**
 * An IPv4 address as a number, undefined when the text is none. Leading zeros are none: some
 * programs read them as octal.
 */
export function parseIpv4(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let address = 0;
  for (const part of parts) {
    const value = Number(part);
    if (!(value >= 0 && value <= 255) || String(value) !== part) return undefined;
    address = address * 256 + value;
  }
  return address;
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
export function parseCidr(text: string | undefined): Cidr | undefined {
  if (text === undefined) return undefined;
  const [host = '', prefix = '', ...rest] = text.split('/');
  const address = parseIpv4(host);
  const bits = Number(prefix);
  if (address === undefined || rest.length > 0 || String(bits) !== prefix) return undefined;
  if (!(bits >= 8 && bits <= 32)) return undefined;
  const size = 2 ** (32 - bits);
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
