/** An IPv4 address as a number; undefined for anything else. */
export function addressNumber(text: string): number | undefined {
  const parts = text.split('.').map(Number);
  if (!/^\d+(?:\.\d+){3}$/.test(text) || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

/** Whether a network such as `10.0.0.0/24`, or a single address, holds an address. */
export function holds(network: string, address: string): boolean {
  const [from = '', prefix = '32'] = network.split('/');
  const [start, wanted] = [addressNumber(from), addressNumber(address)];
  if (start === undefined || wanted === undefined) return false;
  const size = 2 ** (32 - Number(prefix));
  return Math.floor(start / size) === Math.floor(wanted / size);
}

/** An address with its prefix, whether it was written with prefix or with a netmask. */
export function withPrefix(address: string, netmask: string | undefined): string {
  if (address.includes('/') || netmask === undefined) return address;
  const mask = addressNumber(netmask);
  const bits = mask === undefined ? netmask : `${mask.toString(2).replaceAll('0', '').length}`;
  return `${address}/${bits}`;
}

/** Another address of the network of `10.0.0.13/24`: what its neighbours come from. */
export function neighbour(cidr: string): string | undefined {
  const [own = '', prefix = '32'] = cidr.split('/');
  const number = addressNumber(own);
  if (number === undefined || Number(prefix) > 30) return undefined;
  const size = 2 ** (32 - Number(prefix));
  const first = Math.floor(number / size) * size + 1;
  const other = first === number ? first + 1 : first;
  return [24, 16, 8, 0].map((shift) => Math.floor(other / 2 ** shift) % 256).join('.');
}
