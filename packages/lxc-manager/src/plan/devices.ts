import type { LxcGuest } from '@phoenix/shared-config';
import { type ConfState, gpuDevices, type SettingChange } from '@phoenix/shared-runtime/guests';
import { parseProperties } from '@phoenix/shared-runtime/pve';

const GPU = /^\/dev\/nvidia\d+$/;

/**
 * `devN` settings for the declared GPUs. Entries are found by their path, whatever their number;
 * a raw `lxc.mount.entry` of the same device counts as well. GPUs that came with a clone's
 * source and are not declared are taken out.
 */
export function deviceChanges(guest: LxcGuest, conf: ConfState, isNew: boolean): SettingChange[] {
  const wanted = gpuDevices(guest);
  const slots = deviceSlots(conf);
  const changes: SettingChange[] = [];
  const exact = wanted.length > 0 || isNew;
  for (const [key, { path, value }] of slots) {
    const foreign = wanted.length > 0 ? !GPU.test(path) : !path.startsWith('/dev/nvidia');
    if (exact && !foreign && !wanted.includes(path))
      changes.push({ key, from: value, to: undefined });
  }
  const used = new Set(slots.keys());
  const present = new Set([...[...slots.values()].map(({ path }) => path), ...mounted(conf)]);
  for (const path of wanted) {
    if (present.has(path)) continue;
    const key = freeSlot('dev', used);
    used.add(key);
    changes.push({ key, from: undefined, to: `${path},mode=0666` });
  }
  return changes;
}

/** GPUs that a container has and does not declare: what takes them away is for a person to say. */
export function deviceNotes(guest: LxcGuest, conf: ConfState): string[] {
  if (gpuDevices(guest).length > 0) return [];
  const left = [...deviceSlots(conf)].filter(([, { path }]) => path.startsWith('/dev/nvidia'));
  if (left.length === 0) return [];
  const named = left.map(([key, { path }]) => `${key} (${path})`).join(', ');
  const keys = left.map(([key]) => key).join(',');
  return [
    `${guest.id} has ${named}, and declares no GPU: left as it is; to take that away, type pct set ${guest.id} --delete ${keys}`,
  ];
}

function deviceSlots(conf: ConfState): Map<string, { path: string; value: string }> {
  const slots = new Map<string, { path: string; value: string }>();
  for (const [key, value] of conf.keys) {
    if (!/^dev\d+$/.test(key)) continue;
    const properties = parseProperties(value);
    slots.set(key, { path: properties[''] ?? properties.path ?? '', value });
  }
  return slots;
}

function mounted(conf: ConfState): string[] {
  return conf.raw
    .filter(({ key }) => key === 'lxc.mount.entry')
    .map(({ value }) => value.split(/\s+/)[0] ?? '');
}

/** First number of a family of keys that is free: `dev0`, `mp3`. */
export function freeSlot(family: string, used: ReadonlySet<string>): string {
  for (let index = 0; ; index += 1) {
    const key = `${family}${index}`;
    if (!used.has(key)) return key;
  }
}
