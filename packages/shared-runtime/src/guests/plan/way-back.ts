import type { Operation } from '../../operation.ts';
import type { Guest } from '../guest.ts';
import { isBeingMade, type Observed } from '../observed.ts';
import { filesBack } from './files-back.ts';
import { startOperation } from './power.ts';
import { setOperation } from './settings.ts';
import { deletion, rollbackOperation, takeSnapshot, UNDO } from './snapshots.ts';
import { confState } from './source.ts';
import type { GuestInput, Part } from './types.ts';
import type { Configured, Ways } from './ways.ts';

/** What is about to be done to a guest that exists. */
interface Change {
  readonly configured: Configured;
  /** Whether steps are expected to run in it. */
  readonly provisions: boolean;
  /** All that is done until it is as declared, healthy and tested. */
  readonly change: readonly Operation[];
}

const MOUNT = /^(?:mp|scsi|sata|ide|virtio)\d+$/;

/**
 * The change of a guest between a snapshot and its deletion, with what leads back to that snapshot
 * when something in between fails (`behavior.rollback_on_failure`). What comes after the deletion has
 * no way back: snapshots of the finished guest need none, and Proxmox converts nothing that has one.
 */
export function wayBack<G extends Guest>(
  input: GuestInput<G>,
  ways: Ways<G>,
  observed: Observed,
  { configured, provisions, change }: Change,
): Part {
  const { guest, kind, declared } = input;
  const asIs: Part = { operations: change };
  if (!declared.hypervisor.behavior.rollback_on_failure || observed.conf === undefined) return asIs;
  if (!provisions && !configured.operations.some((one) => isOfGuest(one, kind.tool))) return asIs;
  const obstacle = obstacleOf(input, ways, observed, configured);
  if (obstacle !== undefined)
    return { ...asIs, notes: [`no way back for ${guest.id} should a change fail: ${obstacle}`] };
  const take = takeSnapshot(
    input,
    observed.conf,
    UNDO,
    'to go back to if the change fails (rollback_on_failure)',
  );
  const drop = deletion(input, UNDO, 'the change went well');
  const description = confState(observed.conf).keys.get('description');
  return {
    operations: [...take, ...change, drop],
    undo: {
      after: `snapshot ${UNDO}`,
      before: drop.id,
      operations: [
        ...filesBack(input, observed, change),
        ...newerSnapshots(input, change),
        rollbackOperation(input, UNDO, `${guest.id} as it was before the change`),
        ...descriptionBack(input, description, configured.after.keys.get('description')),
        ...(observed.running ? [startOperation(input, 'it ran before the change')] : []),
        deletion(input, UNDO, `${guest.id} is back`),
      ],
    },
    notes: volumeNotes(input, observed, configured),
  };
}

/** What a snapshot holds is changed; files beside the guest and of the host are no part of it. */
function isOfGuest(operation: Operation, tool: string): boolean {
  return 'edit' in operation || ('run' in operation && operation.run[0] === tool);
}

/** Why there can be no way back; nothing when there can. */
function obstacleOf<G extends Guest>(
  { world }: GuestInput<G>,
  ways: Ways<G>,
  observed: Observed,
  { operations }: Configured,
): string | undefined {
  const keys = observed.conf?.main.keys ?? new Map<string, string>();
  if (keys.get('template') === '1') return 'it is a Proxmox template';
  if (isBeingMade(observed)) return 'its making has not come to its end yet';
  const obstacle = ways.snapshotObstacle(keys, world.facts.storages);
  if (obstacle !== undefined) return obstacle;
  const grown = operations.map(({ id }) => /^resize (\w+)$/.exec(id)?.[1]);
  const stuck = grown.find((key) => /^[^,]+\.qcow2(,|$)/.test(keys.get(key ?? '') ?? ''));
  return (
    stuck && `${stuck} is a qcow2 file that is to grow, which Proxmox refuses beside a snapshot`
  );
}

/** Snapshots that the change may have taken by then: ZFS goes back to the newest one only. */
function newerSnapshots(input: GuestInput, change: readonly Operation[]): Operation[] {
  const conf = input.kind.conf(input.guest.id);
  const taken = change.flatMap((one) =>
    'run' in one && one.run[1] === 'snapshot' && one.run[3] !== undefined ? [one.run[3]] : [],
  );
  return taken.reverse().map((name) => ({
    ...deletion(input, name, `newer than ${UNDO}, where it has been taken by then`),
    when: [{ conf, section: name }],
  }));
}

/** A rollback leaves the description as it is. */
function descriptionBack(
  input: GuestInput,
  before: string | undefined,
  after: string | undefined,
): Operation[] {
  if (before === after) return [];
  const set = setOperation(input, [{ key: 'description', from: after, to: before }]);
  const conf = input.kind.conf(input.guest.id);
  return [{ ...set, when: [{ conf, key: 'description', value: after ?? null }] }];
}

function volumeNotes(
  { guest, kind }: GuestInput,
  { conf }: Observed,
  { after }: Configured,
): string[] {
  const made = [...after.keys].filter(
    ([key, value]) =>
      MOUNT.test(key) && conf?.main.keys.has(key) !== true && !/^\/|media=cdrom/.test(value),
  );
  return made.map(
    ([key]) =>
      `should a change fail, the new volume of ${key} stays as an unused disk of ${guest.id}: ${kind.tool} config ${guest.id} tells which`,
  );
}
