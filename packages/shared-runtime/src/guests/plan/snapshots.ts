import type { Operation } from '../../operation.ts';
import { DEADLINES } from './deadlines.ts';
import type { GuestInput } from './types.ts';

/** Before what `reconfigure` does again: what it goes back to. */
export const PRE_CONFIGURED = 'pre-configured';
/** After everything: the finished guest. */
export const FINAL_FORM = 'final-form';

/** Cause of the snapshot that clones start from. */
export const CLONES_START_HERE = 'clones start from it';

type Target = Pick<GuestInput, 'guest' | 'kind'>;

const COMMON = { effect: 'change', deadline: DEADLINES.snapshot, retryLocks: true } as const;

/** Takes one snapshot; that it exists is read back from the conf file. */
export function snapshotOperation({ guest, kind }: Target, name: string, cause: string): Operation {
  return {
    id: `snapshot ${name}`,
    doing: `take snapshot ${name} of ${guest.id}`,
    cause,
    run: [kind.tool, 'snapshot', `${guest.id}`, name],
    ...COMMON,
    expect: [{ conf: kind.conf(guest.id), section: name }],
  };
}

/** Deletes one snapshot. */
export function deleteSnapshotOperation(
  { guest, kind }: Target,
  name: string,
  cause: string,
): Operation {
  return {
    id: `delete snapshot ${name}`,
    doing: `delete snapshot ${name} of ${guest.id}`,
    cause,
    run: [kind.tool, 'delsnapshot', `${guest.id}`, name],
    ...COMMON,
  };
}

/** Goes back to a snapshot; a guest that runs is stopped by that. */
export function rollbackOperation({ guest, kind }: Target, name: string): Operation {
  return {
    id: 'rollback',
    doing: `roll ${guest.id} back to ${name}`,
    cause: `back to ${name}`,
    run: [kind.tool, 'rollback', `${guest.id}`, name],
    ...COMMON,
  };
}

/**
 * The snapshot that clones start from. A guest that is converted to a Proxmox template has none:
 * Proxmox refuses to convert one with snapshots, and clones start from the template.
 */
export function templateSnapshot(guest: GuestInput['guest']): string | undefined {
  return guest.is_template ? undefined : guest.template_snapshot_name;
}
