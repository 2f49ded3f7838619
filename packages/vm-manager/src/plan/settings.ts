import type { VmGuest } from '@phoenix/shared-config';
import { formatProperties, type Properties } from '@phoenix/shared-runtime/pve';
import { named, sameValue } from './canonical.ts';
import { desiredBoot, isDrive } from './disks.ts';
import { desiredNet, netExpectation, sameNet } from './network.ts';
import type { Keys } from './types.ts';

/** Settings that a running VM takes up at once; all others wait for its next start. */
const LIVE = /^(name|onboot|startup|tags|description|protection|hookscript|shares|net\d+)$/;

/**
 * What `qm set` has to bring about, as conf keys with their values (empty: none at all), given what
 * is there. Only keys that the configuration decides, in the order of the command line.
 */
export function desiredSettings(guest: VmGuest, current: Keys): Map<string, string> {
  const wanted = new Map<string, string>();
  wanted.set('name', guest.name);
  wanted.set('memory', `${guest.memory_mb}`);
  wanted.set('cores', `${guest.cores}`);
  if (guest.cpu_type !== undefined) wanted.set('cpu', desiredCpu(guest.cpu_type, current));
  wanted.set('net0', desiredNet(guest, current.get('net0')));
  wanted.set('agent', merged('agent', current, { enabled: guest.agent ? '1' : '0' }));
  const boot = desiredBoot(current);
  if (boot !== undefined) wanted.set('boot', boot);
  wanted.set('onboot', guest.start_at_boot ? '1' : '0');
  if (guest.boot_order !== undefined) wanted.set('startup', desiredStartup(guest, current));
  if (guest.tags !== undefined) wanted.set('tags', desiredTags(guest.tags));
  if (guest.description !== undefined) wanted.set('description', guest.description.trimEnd());
  for (const { key, value } of guest.qm_options) wanted.set(key, value);
  return wanted;
}

/** Declared properties over those that the VM has: what nobody declared is not taken away. */
function merged(key: string, current: Keys, declared: Properties): string {
  return formatProperties({ ...named(key, current.get(key) ?? ''), ...declared });
}

function desiredCpu(type: string, current: Keys): string {
  const { cputype, ...rest } = {
    ...named('cpu', current.get('cpu') ?? ''),
    ...named('cpu', type),
  };
  return formatProperties({ ...(cputype === undefined ? {} : { '': cputype }), ...rest });
}

function desiredStartup(guest: VmGuest, current: Keys): string {
  const delay = guest.boot_delay;
  return merged('startup', current, {
    order: `${guest.boot_order}`,
    ...(delay === undefined ? {} : { up: `${delay}` }),
  });
}

/** As Proxmox keeps tags: in lower case, each once, sorted. */
function desiredTags(tags: readonly string[]): string {
  return [...new Set(tags.map((tag) => tag.toLowerCase()))].sort().join(';');
}

/** True when a stored setting is as wanted, in Proxmox's canonical form. */
export function holds(key: string, from: string | undefined, to: string): boolean {
  return isNet(key) ? sameNet(from, to) : sameValue(key, from, to);
}

/** What a conf file has to say of a setting that was sent. */
export function expectedValue(key: string, sent: string): string {
  if (isNet(key)) return netExpectation(sent);
  if (!isDrive(key)) return sent;
  if (/:cloudinit$/.test(sent)) return 'media=cdrom';
  const allocated = /^([^:/,]+):(\d+(?:\.\d+)?)(?=,|$)/.exec(sent);
  return allocated === null ? sent : `${allocated[1]}:0`;
}

/** True for a setting that a running VM takes up at its next start only. */
export function waitsForStart(key: string): boolean {
  return !LIVE.test(key);
}

/** True for a setting that is for cloud-init alone. */
export function isCloudInitSetting(key: string): boolean {
  return /^(?:ci[a-z]+|ipconfig\d+|nameserver|searchdomain|sshkeys)$/.test(key);
}

function isNet(key: string): boolean {
  return /^net\d+$/.test(key);
}
