import type { LxcGuest } from '@phoenix/shared-config';
import { type SettingChange, startupValue } from '@phoenix/shared-runtime/guests';
import { formatProperties, parseProperties } from '@phoenix/shared-runtime/pve';
import { desiredNet } from './network.ts';

type Keys = ReadonlyMap<string, string>;

/** Settings of a running container that Proxmox keeps for its next start. */
const NEEDS_RESTART = new Set(['nameserver', 'searchdomain', 'features']);

/**
 * What `pct set` has to bring about, as conf keys with their values (empty: none at all), given
 * what is there. Only keys that the configuration decides, in the order of the command line.
 */
export function desiredSettings(guest: LxcGuest, current: Keys): Map<string, string> {
  const wanted = new Map<string, string>();
  wanted.set('hostname', guest.name);
  wanted.set('memory', `${guest.memory_mb}`);
  if (guest.swap_mb !== undefined) wanted.set('swap', `${guest.swap_mb}`);
  if (guest.cores !== undefined) wanted.set('cores', `${guest.cores}`);
  wanted.set('net0', desiredNet(guest, current.get('net0')));
  const nameservers = guest.network_config.nameservers;
  if (nameservers !== undefined) wanted.set('nameserver', nameservers.join(' '));
  wanted.set('onboot', guest.start_at_boot ? '1' : '0');
  const startup = startupValue(guest);
  if (startup !== undefined) wanted.set('startup', startup);
  const features = desiredFeatures(guest, current.get('features'));
  if (features !== undefined) wanted.set('features', features);
  if (guest.tags !== undefined)
    wanted.set('tags', guest.tags.map((tag) => tag.toLowerCase()).join(';'));
  if (guest.description !== undefined) wanted.set('description', guest.description);
  return wanted;
}

/** Declared features over those that the guest has: one that nobody declared is not taken away. */
function desiredFeatures(guest: LxcGuest, current: string | undefined): string | undefined {
  if (Object.keys(guest.pct_features).length === 0) return undefined;
  const merged = { ...parseProperties(current ?? ''), ...guest.pct_features };
  const sorted = Object.entries(merged).sort(([a], [b]) => (a < b ? -1 : 1));
  return formatProperties(Object.fromEntries(sorted));
}

/** The keys among changes that a running container takes up at its next start only. */
export function pendingKeys(changes: readonly SettingChange[]): string[] {
  return changes
    .filter(({ key, to }) => NEEDS_RESTART.has(key) || (to === undefined && /^mp\d/.test(key)))
    .map(({ key }) => key);
}
