import * as z from 'zod';
import { isCidr6, isIpv6, parseCidr, parseIpv4 } from '../net.ts';

/** A text of one form; `must` completes the sentence "KEY must be ...". */
export function text(pattern: RegExp, must: string) {
  return z.string({ error: must }).regex(pattern, { error: must });
}

/** A text that a function judges. */
export function textOf(test: (value: string) => boolean, must: string) {
  return z.string({ error: must }).refine(test, { error: must });
}

/** A whole number in a range. */
export function whole(least: number, most = Number.MAX_SAFE_INTEGER) {
  const upper =
    most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  const error = `a whole number ${upper}`;
  return z.number({ error }).int({ error }).min(least, { error }).max(most, { error });
}

/** An object whose unknown keys are warned about. */
export function keys<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, { error: objectError });
}

function objectError(issue: { code?: string | undefined }): string | undefined {
  return issue.code === 'invalid_type' ? 'an object { ... }' : undefined;
}

/** A list of one kind of thing. */
export function list<Item extends z.core.$ZodType>(item: Item) {
  return z.array(item, { error: 'a list [ ... ]' });
}

/** A map with free names. */
export function map<Value extends z.core.$ZodType>(value: Value) {
  return z.record(z.string(), value, { error: 'an object { ... }' });
}

/** Anything at all under free names, kept as it is. */
export const anything = () => z.record(z.string(), z.unknown(), { error: 'an object { ... }' });

export const yesNo = () => z.boolean({ error: 'true or false' });

/** Control characters would break out of the line of a conf file. */
export const line = () => text(/^[^\p{Cc}]*$/u, 'a text of one line');
export const filledLine = () => text(/^[^\p{Cc}]+$/u, 'a text of one line that is not empty');

/** Format pve-vmid; a string of digits is taken as the number. */
export const guestId = () => {
  const error = 'a guest id from 100 to 999999999, like 950 or "950"';
  const digits = z.string().regex(/^[1-9]\d{2,8}$/);
  return z.union([z.int().min(100).max(999_999_999), digits], { error });
};

/** Format dns-name of Proxmox: labels of letters, digits and dashes, joined by dots. */
export const dnsName = () =>
  text(
    /^(?=.{1,253}$)[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/,
    'a host name: letters, digits and dashes, no dash at either end',
  );

/** Format pve-storage-id. */
export const storageId = () =>
  text(/^[a-zA-Z][a-zA-Z0-9._-]*[a-zA-Z0-9]$/, 'a storage id, like "quickOS-lxc-disks"');

/** A network device of the host or the guest; Linux has at most 15 characters for it. */
export const interfaceName = () =>
  text(/^[\w.][\w.-]{0,14}$/, 'the name of a network device, like "vmbr0"');

/** Format mac-addr of Proxmox: no group address. */
export const macAddress = () =>
  text(
    /^[\da-fA-F][02468aceACE](?::[\da-fA-F]{2}){5}$/,
    'a MAC address like "52:54:00:67:89:B0", not of a group',
  );

export const ipv4 = () =>
  textOf((value) => parseIpv4(value) !== undefined, 'an IPv4 address like "10.0.0.1"');
export const ipv6 = () => textOf(isIpv6, 'an IPv6 address like "fd00::1"');
export const address = () =>
  textOf(
    (value) => parseIpv4(value) !== undefined || isIpv6(value),
    'an IP address like "10.0.0.1"',
  );
export const cidr = () =>
  textOf(
    (value) => parseCidr(value) !== undefined,
    'an IPv4 address with prefix length, like "10.0.0.150/24"',
  );
export const ipOrDhcp = () =>
  textOf(
    (value) => value === 'dhcp' || parseCidr(value) !== undefined,
    'an IPv4 address with prefix length, like "10.0.0.150/24", or "dhcp"',
  );
export const ip6OrAuto = () =>
  textOf(
    (value) => value === 'dhcp' || value === 'auto' || isCidr6(value),
    'an IPv6 address with prefix length, like "fd00::5/64", "auto" or "dhcp"',
  );

/** A path of the host. */
export const hostPath = () =>
  text(/^(?!.*\/\.{1,2}(?:\/|$))\/[^\p{Cc}]*$/u, 'an absolute path without "." and ".." parts');

/** A path that becomes part of a comma-joined Proxmox property such as mp0. */
export const propertyPath = () =>
  text(
    /^(?!.*\/\.{1,2}(?:\/|$))\/[^\p{Cc},=]*[^\p{Cc},=/\s]\/*$/u,
    'an absolute path without commas, "=", and "." or ".." parts',
  );

/** A file below a directory that is known; it cannot leave it, nor look like an option. */
export const scriptPath = () =>
  text(
    /^(?![-/])(?!.*(?:^|\/)\.{1,2}(?:\/|$))[^\p{Cc}]*[^\p{Cc}/]$/u,
    'a file name below its directory, not absolute and without ".."',
  );

export const featureName = () =>
  text(/^\w[\w-]*$/, 'a feature name of letters, digits, "_" and "-"');

/** Format pve-configid, at most 40 characters. */
export const snapshotName = () =>
  text(
    /^(?!current$)[a-zA-Z][\w-]{1,39}$/,
    'a snapshot name: 2 to 40 letters, digits, "_" and "-", a letter first, not "current"',
  );

export const tag = () => text(/^\w[\w.+-]*$/, 'a tag of letters, digits and "_-+."');
export const url = () => text(/^https?:\/\/[^\p{Cc}\s]+$/u, 'an http or https address');
export const port = () => whole(1, 65_535);
