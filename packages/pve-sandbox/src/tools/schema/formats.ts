import { isIPv4, isIPv6 } from 'node:net';
import { exists } from '../../state/files.ts';
import { parseSize } from '../../state/sizes.ts';
import { cpuTypes } from './cpu-types.ts';
import { storageContentTypes } from './storage-types.ts';

/** Answers what is wrong with a value, as Proxmox words it, or undefined. */
type Format = (value: string) => string | undefined;

const matches =
  (pattern: RegExp, wrong: string): Format =>
  (value) =>
    pattern.test(value) ? undefined : wrong.replace('%s', value);

const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const storageId = matches(
  /^[a-z][a-z0-9\-_.]*[a-z0-9]$/i,
  "storage ID '%s' contains illegal characters",
);
const volumeId = matches(/^[a-z][a-z0-9\-_.]*[a-z0-9]:.+$/i, "unable to parse volume ID '%s'");
const dnsName = matches(
  new RegExp(`^${label}(?:\\.${label})*$`),
  'value does not look like a valid DNS name',
);
const noIp = 'value does not look like a valid IP address';
const address = (value: string) => isIPv4(value) || isIPv6(value);

const ipv4Config: Format = (value) => {
  const [ip = '', bits = ''] = value.split('/');
  const good = /^\d{1,2}$/.test(bits) && Number(bits) >= 8 && Number(bits) <= 32 && isIPv4(ip);
  return value === 'dhcp' || value === 'manual' || good
    ? undefined
    : 'value does not look like a valid ipv4 network configuration';
};

const ipv6Config: Format = (value) => {
  const [ip = '', bits = ''] = value.split('/');
  const good = /^\d{1,3}$/.test(bits) && Number(bits) >= 8 && Number(bits) <= 128 && isIPv6(ip);
  return ['auto', 'dhcp', 'manual'].includes(value) || good
    ? undefined
    : 'value does not look like a valid ipv6 network configuration';
};

const mountPath: Format = (value) =>
  /\/\.\.?(?:\/|$)|^\.\.\//.test(value)
    ? `${value} contains illegal character sequences`
    : undefined;

const unicastMac = /^[a-f0-9][02468ace](?::[a-f0-9]{2}){5}$/i;

const startupOrder: Format = (value) => {
  const bad = value
    .split(',')
    .some((part) => part !== '' && !/^(?:(?:order=)?\d+|up=\d+|down=\d+)$/.test(part.trim()));
  return bad ? 'unable to parse startup options' : undefined;
};

const timezone: Format = (value) => {
  if (value === 'host' || value === 'UTC') return undefined;
  const zone = /^[\w+-]+(?:\/[\w+-]+)*$/.test(value) && exists(`/usr/share/zoneinfo/${value}`);
  return zone ? undefined : `invalid time zone '${value}'`;
};

const contentType: Format = (value) =>
  storageContentTypes.has(value) ? undefined : `invalid content type '${value}'`;

const volumeOr =
  (other: RegExp): Format =>
  (value) =>
    other.test(value) ? undefined : volumeId(value);

const cpuType: Format = (value) => {
  const type = /^(?:cputype=)?([^,=]+)(?:,|$)/.exec(value)?.[1] ?? 'kvm64';
  return type.startsWith('custom-') || cpuTypes.has(type)
    ? undefined
    : `Built-in cputype '${type}' is not defined (missing 'custom-' prefix?)`;
};

const formats: Record<string, Format> = {
  'pve-vmid': matches(/^[1-9][0-9]{2,8}$/, 'value does not look like a valid VM ID'),
  'pve-configid': matches(/^[a-z][a-z0-9_-]+$/i, "invalid configuration ID '%s'"),
  'pve-node': matches(new RegExp(`^${label}$`), 'value does not look like a valid node name'),
  'pve-poolid': matches(
    /^[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+){0,2}$/,
    "value '%s' does not look like a valid pool name",
  ),
  'pve-storage-id': storageId,
  'pve-volume-id': volumeId,
  'dns-name': dnsName,
  ipv4: (value) => (isIPv4(value) ? undefined : 'value does not look like a valid IPv4 address'),
  ipv6: (value) => (isIPv6(value) ? undefined : 'value does not look like a valid IPv6 address'),
  ip: (value) => (address(value) ? undefined : noIp),
  'lxc-ip-with-ll-iface': (value) =>
    value === 'host' || address(value) || /^fe80:[0-9a-f:]+%[\w.-]+$/i.test(value)
      ? undefined
      : noIp,
  'mac-addr': matches(unicastMac, 'value does not look like a valid unicast MAC address'),
  'pve-ipv4-config': ipv4Config,
  'pve-ipv6-config': ipv6Config,
  'pve-lxc-mp-string': mountPath,
  'pve-lxc-dev-string': (value) =>
    /^\/dev\/[^,]+$/.test(value) ? mountPath(value) : 'value does not look like a device path',
  'disk-size': (value) =>
    parseSize(value) === undefined
      ? `value does not look like a valid disk size: ${value}`
      : undefined,
  'pve-startup-order': startupOrder,
  'pve-tag': matches(/^[a-z0-9_][a-z0-9_\-+.]*$/i, 'invalid characters in tag'),
  'pve-ct-timezone': timezone,
  'pve-storage-content': contentType,
  'pve-vm-cpu-conf': cpuType,
  'pve-volume-id-or-qm-path': volumeOr(/^(?:none|cdrom|\/.*)$/s),
  'pve-volume-id-or-absolute-path': volumeOr(/^\//),
  'pve-bridge-id': matches(/^[-_.\w\d]+$/, 'invalid bridge ID %s'),
  'pve-qm-bootdev': matches(
    /^(?:(?:ide|scsi|virtio|sata|net|usb|hostpci)\d+|efidisk0)$/,
    "invalid boot device '%s'",
  ),
  address: (value) =>
    address(value) || dnsName(value) === undefined
      ? undefined
      : 'value does not look like a valid address',
  'pve-storage-path': matches(/^\/[^;()]+$/, 'value does not look like a valid absolute path'),
  'pve-storage-vgname': matches(
    /^[a-z0-9][a-z0-9\-_+.]*$/i,
    "lvm name '%s' contains illegal characters",
  ),
};

/** What is wrong with a value of a format; undefined when nothing is, or the format is unknown. */
export function formatError(format: string, value: string): string | undefined {
  const own = formats[format];
  if (own !== undefined) return own(value);
  const item = formats[format.replace(/-a?list$/, '')];
  if (!/-a?list$/.test(format) || item === undefined) return undefined;
  return value
    .split(/[\s,;]+/)
    .filter((each) => each !== '')
    .map((each) => item(each))
    .find((wrong) => wrong !== undefined);
}
