import { isCidr6, isIpv6, parseCidr, parseIpv4 } from '../net.ts';
import { text, textOf, words } from './values.ts';

/** A network device of the host or the guest; Linux has at most 15 characters for it. */
export const interfaceName = () =>
  text(/^[\w.][\w.-]{0,14}$/, 'the name of a network device, like "vmbr0"');

/** Format mac-addr of Proxmox: no group address. */
export const macAddress = () =>
  text(
    /^[\da-fA-F][02468aceACE](?::[\da-fA-F]{2}){5}$/,
    'a MAC address like "52:54:00:67:89:B0", not of a group',
  );

const isIpv4 = (value: string) => parseIpv4(value) !== undefined;
const isCidr = (value: string) => parseCidr(value) !== undefined;

export const ipv4 = () => textOf(isIpv4, 'an IPv4 address like "10.0.0.1"');
export const ipv6 = () => textOf(isIpv6, 'an IPv6 address like "fd00::1"');
const isAddress = (value: string) => isIpv4(value) || isIpv6(value);
const addressMust = 'an IP address like "10.0.0.1"';
export const address = () => textOf(isAddress, addressMust);
export const addresses = () => words(isAddress, addressMust, 'an IP address, or a list of them');
export const cidr = () =>
  textOf(isCidr, 'an IPv4 address with prefix length, like "10.0.0.150/24"');
export const ipOrDhcp = () =>
  textOf(
    (value) => value === 'dhcp' || isCidr(value),
    'an IPv4 address with prefix length, like "10.0.0.150/24", or "dhcp"',
  );
export const ip6OrAuto = () =>
  textOf(
    (value) => value === 'dhcp' || value === 'auto' || isCidr6(value),
    'an IPv6 address with prefix length, like "fd00::5/64", "auto" or "dhcp"',
  );

/** A host by address or name. */
export const server = () =>
  text(/^[\w:][\w.:-]*$/, 'the address or the name of a host', { bytes: 253 });
