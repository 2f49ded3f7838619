import type { VmGuest } from '@phoenix/shared-config';
import {
  FINAL_FORM,
  type Lifecycle,
  PRE_CONFIGURED,
  templateSnapshot,
} from '@phoenix/shared-runtime/guests';
import { parseProperties, type Storage } from '@phoenix/shared-runtime/pve';
import { disks } from './disks.ts';
import type { Keys } from './types.ts';

/** Storages that take snapshots of any disk. */
const ANY = new Set(['zfspool', 'zfs', 'lvmthin', 'rbd', 'btrfs']);

/** The snapshots that a VM is to have: those that are named, and none of a Proxmox template. */
export function lifecycle(guest: VmGuest): Lifecycle {
  const { pre_features, post_features } = guest.snapshots;
  const template = templateSnapshot(guest);
  const wanted = (name: string | undefined) =>
    name !== undefined && name !== template && !guest.is_template;
  return {
    before: { name: pre_features ?? PRE_CONFIGURED, wanted: wanted(pre_features) },
    last: { name: post_features ?? FINAL_FORM, wanted: wanted(post_features) },
    ...(template === undefined ? {} : { template }),
  };
}

/** Why Proxmox would refuse a snapshot of a VM with these settings; undefined: it would not. */
export function snapshotObstacle(
  keys: Keys,
  storages: ReadonlyMap<string, Storage>,
): string | undefined {
  if (keys.get('template') === '1') return 'it is a Proxmox template';
  const state = [...keys.keys()].filter((key) => /^(?:efidisk|tpmstate)\d+$/.test(key));
  for (const key of [...disks(keys), ...state]) {
    const volume = parseProperties(keys.get(key) ?? '')[''] ?? '';
    if (volume.startsWith('/')) return `${key} (${volume}) is a device of the host`;
    const storage = storages.get(volume.split(':')[0] ?? '');
    if (storage === undefined || ANY.has(storage.type) || volume.endsWith('.qcow2')) continue;
    return `${key} (${volume}) is no qcow2 file, and storage ${storage.id} (${storage.type}) takes snapshots of nothing else`;
  }
  return undefined;
}
