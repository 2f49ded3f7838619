import { isIpv6, parseIpv4 } from './net.ts';

/** Names of sets and aliases, of the datacenter, the guest or the virtual networks. */
const set = /^\+(?:(?:dc|guest|sdn)\/)?[A-Za-z][\w.-]{1,63}$/;
const alias = /^(?:(?:dc|guest)\/)?[A-Za-z][\w-]{1,63}$/;

/**
 * Whether the firewall of Proxmox takes this as source or destination: an address, a network, a
 * range of addresses; several of the first two with commas between, of one version; an alias; a
 * set. A rule with anything else is left out by Proxmox, which says so in its log only.
 */
export function isFirewallPlace(text: string): boolean {
  if (set.test(text) || alias.test(text)) return true;
  const parts = text.split(',');
  const versions = parts.map((part) =>
    part.includes('-') ? versionOfRange(part) : versionOf(part),
  );
  if (parts.length > 1 && parts.some((part) => part.includes('-'))) return false;
  return versions[0] !== undefined && versions.every((one) => one === versions[0]);
}

/** The first network of a list whose address has bits behind its prefix, as it should be. */
export function misfitNetwork(text: string): { network: string; meant: string } | undefined {
  for (const network of text.split(',')) {
    const [host = '', prefix] = network.split('/');
    const address = parseIpv4(host);
    if (address === undefined || prefix === undefined) continue;
    const rest = address % 2 ** (32 - Number(prefix));
    if (rest !== 0) return { network, meant: `${dotted(address - rest)}/${prefix}` };
  }
  return undefined;
}

function versionOf(text: string): 4 | 6 | undefined {
  const [host = '', prefix, ...more] = text.split('/');
  const version = parseIpv4(host) !== undefined ? 4 : isIpv6(host) ? 6 : undefined;
  if (prefix === undefined || version === undefined) return version;
  const isPrefix = more.length === 0 && /^(?:0|[1-9]\d{0,2})$/.test(prefix);
  return isPrefix && Number(prefix) <= (version === 4 ? 32 : 128) ? version : undefined;
}

function versionOfRange(text: string): 4 | 6 | undefined {
  const [first = '', last = '', ...more] = text.split('-');
  if (more.length > 0) return undefined;
  const [from, to] = [parseIpv4(first), parseIpv4(last)];
  if (from !== undefined && to !== undefined) return from <= to ? 4 : undefined;
  return isIpv6(first) && isIpv6(last) ? 6 : undefined;
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join('.');
}
