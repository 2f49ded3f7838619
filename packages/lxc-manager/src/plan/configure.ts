import type { Operation } from '@phoenix/shared-runtime';
import {
  type Configured,
  type ConfState,
  changedSettings,
  DEADLINES,
  type Existing,
  resizeOperation,
  restartNotes,
  type SettingChange,
  setOperation,
  settingsAfter,
} from '@phoenix/shared-runtime/guests';
import { valueHolds } from '@phoenix/shared-runtime/pve';
import { deviceChanges, deviceNotes } from './devices.ts';
import { mountChanges, rootGrowth } from './mounts.ts';
import { sameNet } from './network.ts';
import { afterEdit, editOperation, rawEdit } from './raw-lines.ts';
import { desiredSettings, pendingKeys } from './settings.ts';
import type { PlanInput } from './types.ts';

/**
 * Brings an existing container (or a clone that is about to exist) to its declared settings:
 * one `pct set` for all that differ, one edit for raw lines, a resize per disk that grows.
 */
export function configure(
  input: PlanInput,
  current: ConfState,
  state: Existing & { isNew: boolean },
): Configured {
  const { guest } = input;
  const pending = state.isNew || state.was ? undefined : input.world.guests.get(guest.id)?.conf;
  const mounts = mountChanges(guest, current.keys, state.was);
  const root = rootGrowth(guest, current.keys);
  const changes = [
    ...changedSettings(current.keys, desiredSettings(guest, current.keys), holds),
    ...deviceChanges(guest, current, state.isNew),
    ...mounts.changes,
  ];
  const edit = rawEdit(guest, current.raw);
  const growth = [...root.growth, ...mounts.growth];
  const operations: Operation[] = [];
  const reverts = changes.filter(
    ({ key, to }) => to === undefined && pending?.pending.keys.has(key),
  );
  if (reverts.length > 0) operations.push(revertOperation(input, reverts));
  // What was only pending is gone by then.
  const sets = changes.filter((one) => !reverts.includes(one) || pending?.main.keys.has(one.key));
  if (sets.length > 0) operations.push(setOperation(input, sets));
  if (edit) operations.push(editOperation(guest.id, edit));
  operations.push(...growth.map((one) => resizeOperation(input, one)));
  const notes = [...mounts.notes, ...root.notes];
  if (state.running)
    notes.push(...restartNotes(input, [...pendingKeys(sets), ...(edit ? ['raw lxc lines'] : [])]));
  if (!state.isNew)
    notes.push(
      ...rebuildNotes(guest.unprivileged, guest.id, current),
      ...deviceNotes(guest, current),
    );
  const after = {
    keys: settingsAfter(current.keys, changes, growth, canonical),
    raw: afterEdit(current.raw, edit),
  };
  return { operations, notes, after };
}

function holds(key: string, from: string | undefined, to: string): boolean {
  return key === 'net0' ? sameNet(from, to) : valueHolds(key, from, to);
}

/** Takes back what only waits for the next start: `--delete` would leave it waiting. */
function revertOperation({ guest }: PlanInput, changes: readonly SettingChange[]): Operation {
  const keys = changes.map(({ key }) => key);
  return {
    id: 'revert',
    doing: `take back what waits for the next start of ${guest.id}`,
    cause: changes.map(({ key, from }) => `${key} ${from} is not wanted any more`).join('; '),
    run: ['pct', 'set', `${guest.id}`, '--revert', keys.join(',')],
    effect: 'change',
    deadline: DEADLINES.set,
    retryLocks: true,
  };
}

function rebuildNotes(unprivileged: boolean, id: number, current: ConfState): string[] {
  const is = current.keys.get('unprivileged') === '1';
  if (is === unprivileged) return [];
  const word = (value: boolean) => (value ? 'unprivileged' : 'privileged');
  return [
    `${id} is ${word(is)}, declared ${word(unprivileged)}: Proxmox cannot change that; delete and create it to have it so`,
  ];
}

/** How Proxmox stores a setting: network interfaces with their type, new volumes with a size. */
export function canonical(key: string, value: string): string {
  if (/^net\d+$/.test(key) && !/(^|,)type=/.test(value)) return `${value},type=veth`;
  const size = /^mp\d+$/.test(key) ? /^[^/:]+:(\d+)(?:,|$)/.exec(value)?.[1] : undefined;
  return size === undefined ? value : `${value},size=${size}G`;
}
