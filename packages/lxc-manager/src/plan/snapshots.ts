import { isTemplate, type LxcGuest } from '@phoenix/shared-config';
import {
  FINAL_FORM,
  type Lifecycle,
  PRE_CONFIGURED,
  templateSnapshot,
} from '@phoenix/shared-runtime/guests';
import { parseProperties, type Storage, takesSnapshots } from '@phoenix/shared-runtime/pve';

/**
 * Lifecycle snapshots are taken when they are asked for, and by default when there is an
 * application script, since without one nothing lies between the two.
 */
export function lifecycle(guest: LxcGuest): Lifecycle {
  const wanted =
    !guest.is_template &&
    (guest.enable_lifecycle_snapshots ?? guest.application_script !== undefined);
  const template = templateSnapshot(guest);
  return {
    before: { name: PRE_CONFIGURED, wanted: wanted && template !== PRE_CONFIGURED },
    last: {
      name: FINAL_FORM,
      wanted: wanted && template !== FINAL_FORM && !isTemplate(guest),
    },
    ...(template === undefined ? {} : { template }),
  };
}

/** Why Proxmox would refuse a snapshot of a container with these settings; undefined: it would not. */
export function snapshotObstacle(
  keys: ReadonlyMap<string, string>,
  storages: ReadonlyMap<string, Storage>,
): string | undefined {
  for (const [key, value] of keys) {
    if (key !== 'rootfs' && !/^mp\d+$/.test(key)) continue;
    const source = parseProperties(value)[''] ?? '';
    if (source.startsWith('/')) return `${key} (${source}) is a bind mount`;
    const storage = storages.get(source.split(':')[0] ?? '');
    if (storage && !takesSnapshots(storage))
      return `storage ${storage.id} of ${key} (${storage.type}) takes no snapshots of containers`;
  }
  return undefined;
}

/** Why Proxmox would refuse to make a template of a container with these settings. */
export function conversionObstacle(keys: ReadonlyMap<string, string>): string | undefined {
  const bind = [...keys].find(([key, value]) => /^mp\d+$/.test(key) && value.startsWith('/'));
  return bind && `${bind[0]} (${bind[1].split(',')[0]}) is a bind mount`;
}
