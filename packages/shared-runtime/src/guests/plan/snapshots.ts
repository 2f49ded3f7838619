import type { Operation } from '../../operation.ts';
import type { GuestConf } from '../../pve/conf.ts';
import { DEADLINES } from './deadlines.ts';
import type { GuestInput } from './types.ts';

/** Before what `reconfigure` does again: what it goes back to. */
export const PRE_CONFIGURED = 'pre-configured';
/** After everything: the finished guest. */
export const FINAL_FORM = 'final-form';

/** Before the changes of a plan: what the guest goes back to should they fail. */
export const UNDO = 'phoenix-undo';

/** Cause of the snapshot that clones start from. */
export const CLONES_START_HERE = 'clones start from it';

type Target = Pick<GuestInput, 'guest' | 'kind'>;

const COMMON = {
  effect: 'change',
  deadline: DEADLINES.snapshot,
  retryLocks: true,
  snapshots: true,
} as const;

/** Snapshots of a guest as its conf file has them; undefined where there is no guest yet. */
type Existing = Pick<GuestConf, 'snapshots' | 'unfinished'> | undefined;

/**
 * Takes one snapshot, in place of what is left of one that was cut off; it is read back. Proxmox shows
 * the description.
 */
export function takeSnapshot(
  target: Target,
  existing: Existing,
  name: string,
  cause: string,
  description?: string,
): Operation[] {
  const { guest, kind } = target;
  const rest = existing?.unfinished.has(name) === true;
  return [
    ...(rest ? deleteSnapshot(target, existing, name, 'it was cut off before it was whole') : []),
    {
      id: `snapshot ${name}`,
      doing: `take snapshot ${name} of ${guest.id}`,
      cause,
      run: [
        kind.tool,
        'snapshot',
        `${guest.id}`,
        name,
        ...(description === undefined ? [] : ['--description', description]),
      ],
      ...COMMON,
      expect: [{ conf: kind.conf(guest.id), section: name }],
    },
  ];
}

/**
 * Deletes one snapshot where it is there. The volumes of one that was cut off may have theirs or
 * not, which Proxmox minds unless it is forced.
 */
export function deleteSnapshot(
  target: Target,
  existing: Existing,
  name: string,
  cause: string,
): Operation[] {
  const isCutOff = existing?.unfinished.has(name) === true;
  if (!isCutOff && existing?.snapshots.has(name) !== true) return [];
  return [deletion(target, name, cause, isCutOff)];
}

/** Deletes a snapshot that is going to be there. */
export function deletion(
  { guest, kind }: Target,
  name: string,
  cause: string,
  isCutOff = false,
): Operation {
  return {
    id: `delete snapshot ${name}`,
    doing: `delete snapshot ${name} of ${guest.id}`,
    cause,
    run: [kind.tool, 'delsnapshot', `${guest.id}`, name, ...(isCutOff ? ['--force', '1'] : [])],
    ...COMMON,
  };
}

/** Goes back to a snapshot; a guest that runs is stopped by that. */
export function rollbackOperation(
  { guest, kind }: Target,
  name: string,
  cause = `back to ${name}`,
): Operation {
  return {
    id: 'rollback',
    doing: `roll ${guest.id} back to ${name}`,
    cause,
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
