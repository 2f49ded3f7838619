/** An IPv4 address as a number; undefined for anything else. */
export function addressNumber(text: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

/** The dotted form of such a number. */
const dotted = (value: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');

/** Whether `a.b.c.d` or `a.b.c.d/n` is one; the prefix of a bare address is 32. */
export function parseCidr(text: string): { address: string; prefix: number } | undefined {
  const [address = '', prefix = '32', ...more] = text.split('/');
  const bits = /^\d{1,2}$/.test(prefix) ? Number(prefix) : 33;
  return addressNumber(address) === undefined || bits > 32 || more.length > 0
    ? undefined
    : { address, prefix: bits };
}

/** The first address of a network with its prefix: 10.0.0.13/24 is in 10.0.0.0/24. */
export function networkOf(cidr: string): string {
  const { address, prefix } = parseCidr(cidr) ?? { address: '0.0.0.0', prefix: 32 };
  const size = 2 ** (32 - prefix);
  return `${dotted(Math.floor((addressNumber(address) ?? 0) / size) * size)}/${prefix}`;
}

/** Whether an address lies in a network. */
export const contains = (cidr: string, address: string): boolean => {
  const prefix = parseCidr(cidr)?.prefix;
  return prefix !== undefined && networkOf(`${address}/${prefix}`) === networkOf(cidr);
};

/** The prefix of a netmask such as 255.255.255.0. */
export function prefixOf(netmask: string): number {
  const value = addressNumber(netmask);
  return value === undefined ? Number(netmask) : (value.toString(2).match(/1/g)?.length ?? 0);
}
