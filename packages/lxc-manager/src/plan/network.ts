import type { LxcGuest } from '@phoenix/shared-config';
import { formatProperties, parseProperties } from '@phoenix/shared-runtime/pve';

/** Properties of net0 that the configuration decides; others (mtu, rate, tag) stay as they are. */
const OWNED = ['name', 'bridge', 'ip', 'gw', 'ip6', 'gw6'] as const;

/** net0 as declared, over what the guest has already. */
export function desiredNet(guest: LxcGuest, current: string | undefined): string {
  const network = guest.network_config;
  const base: Record<string, string> = { ...parseProperties(current ?? '') };
  for (const name of OWNED) {
    const value = network[name];
    if (value === undefined) delete base[name];
    else base[name] = value;
  }
  if (guest.mac_address !== undefined) base.hwaddr = guest.mac_address.toUpperCase();
  if (guest.firewall?.enabled === true) base.firewall = '1';
  if (guest.firewall?.enabled === false) delete base.firewall;
  const { name = 'eth0', bridge = '', ...rest } = base;
  const sorted = Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1));
  return formatProperties({ name, bridge, ...Object.fromEntries(sorted) });
}

/** True when two net0 values mean the same. */
export function sameNet(a: string | undefined, b: string): boolean {
  return a !== undefined && normalized(a) === normalized(b);
}

function normalized(text: string): string {
  const properties = { type: 'veth', ...parseProperties(text) };
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${name === 'hwaddr' ? value.toLowerCase() : value}`)
    .sort()
    .join(',');
}
