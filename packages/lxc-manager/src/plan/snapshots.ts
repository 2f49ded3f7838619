import { isTemplate, type LxcGuest } from '@phoenix/shared-config';
import type { Operation } from '@phoenix/shared-runtime';
import { parseProperties, type Storage, takesSnapshots } from '@phoenix/shared-runtime/pve';
import { PATHS } from '../paths.ts';
import { DEADLINES, templateSnapshot } from './types.ts';

/** Before the application script: what `reconfigure` goes back to. */
export const PRE_CONFIGURED = 'pre-configured';
/** After everything: the finished guest. */
export const FINAL_FORM = 'final-form';

/** Cause of the snapshot that clones start from. */
export const CLONES_START_HERE = 'clones start from it';

/** The snapshots that a container is to have. */
export interface DeclaredSnapshots {
  readonly preConfigured: boolean;
  readonly finalForm: boolean;
  /** Taken last, for clones to start from. */
  readonly template?: string;
}

/**
 * Lifecycle snapshots are taken when they are asked for, and by default when there is an
 * application script, since without one nothing lies between the two.
 */
export function declaredSnapshots(guest: LxcGuest): DeclaredSnapshots {
  const lifecycle =
    !guest.is_template &&
    (guest.enable_lifecycle_snapshots ?? guest.application_script !== undefined);
  const template = templateSnapshot(guest);
  return {
    preConfigured: lifecycle && template !== PRE_CONFIGURED,
    finalForm: lifecycle && template !== FINAL_FORM && !isTemplate(guest),
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

/** Takes one snapshot; that it exists is read back from the conf file. */
export function snapshotOperation(id: number, name: string, cause: string): Operation {
  return {
    id: `snapshot ${name}`,
    doing: `take snapshot ${name} of ${id}`,
    cause,
    run: ['pct', 'snapshot', `${id}`, name],
    effect: 'change',
    deadline: DEADLINES.snapshot,
    retryLocks: true,
    expect: [{ conf: PATHS.conf(id), section: name }],
  };
}

/** Deletes one snapshot. */
export function deleteSnapshotOperation(id: number, name: string, cause: string): Operation {
  return {
    id: `delete snapshot ${name}`,
    doing: `delete snapshot ${name} of ${id}`,
    cause,
    run: ['pct', 'delsnapshot', `${id}`, name],
    effect: 'change',
    deadline: DEADLINES.snapshot,
    retryLocks: true,
  };
}
