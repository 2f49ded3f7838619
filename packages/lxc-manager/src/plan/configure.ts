import type { Expectation, Operation } from '@phoenix/shared-runtime';
import { parseProperties } from '@phoenix/shared-runtime/pve';
import { PATHS } from '../paths.ts';
import { deviceChanges } from './devices.ts';
import { type Growth, mountChanges, rootGrowth } from './mounts.ts';
import { afterEdit, describeEdit, rawEdit } from './raw-lines.ts';
import {
  changedSettings,
  describeChange,
  desiredSettings,
  pendingKeys,
  type SettingChange,
} from './settings.ts';
import { type ConfState, DEADLINES, type Part, type PlanInput } from './types.ts';

/** What configuring a container asks for, and the conf file that comes of it. */
export interface Configured extends Part {
  readonly after: ConfState;
}

/**
 * Brings an existing container (or a clone that is about to exist) to its declared settings:
 * one `pct set` for all that differ, one edit for raw lines, a resize per disk that grows.
 */
export function configure(
  { guest }: PlanInput,
  current: ConfState,
  state: { running: boolean; isNew: boolean },
): Configured {
  const mounts = mountChanges(guest, current.keys);
  const root = rootGrowth(guest, current.keys);
  const changes = [
    ...changedSettings(current.keys, desiredSettings(guest, current.keys)),
    ...deviceChanges(guest, current, state.isNew),
    ...mounts.changes,
  ];
  const edit = rawEdit(guest, current.raw);
  const growth = [...root.growth, ...mounts.growth];
  const operations: Operation[] = [];
  if (changes.length > 0) operations.push(setOperation(guest.id, changes));
  if (edit)
    operations.push({
      id: 'raw lines',
      doing: `write the raw lines of ${guest.id}`,
      cause: describeEdit(edit),
      write: PATHS.conf(guest.id),
      edit,
      lock: PATHS.confLock(guest.id),
    });
  operations.push(...growth.map((one) => resizeOperation(guest.id, one)));
  const notes = [...mounts.notes, ...root.notes];
  if (state.running) {
    const keys = [...pendingKeys(changes), ...(edit ? ['raw lxc lines'] : [])];
    if (keys.length > 0)
      notes.push(
        `${guest.id} takes up ${keys.join(', ')} at its next start: lxc-manager restart ${guest.id}`,
      );
  }
  if (!state.isNew) notes.push(...rebuildNotes(guest.unprivileged, guest.id, current));
  const after = {
    keys: applyChanges(current.keys, changes, growth),
    raw: afterEdit(current.raw, edit),
  };
  return { operations, notes, after };
}

/** The command line options that set or delete settings. */
export function settingArguments(changes: readonly SettingChange[]): string[] {
  const deletes = changes.filter(({ to }) => to === undefined).map(({ key }) => key);
  return [
    ...changes.flatMap(({ key, to }) => (to === undefined ? [] : [`--${key}`, to])),
    ...(deletes.length > 0 ? ['--delete', deletes.join(',')] : []),
  ];
}

/** What the conf file has to say once these changes took. */
function settingExpectations(id: number, changes: readonly SettingChange[]): Expectation[] {
  return changes.map(({ key, to }) => ({ conf: PATHS.conf(id), key, value: to ?? null }));
}

function setOperation(id: number, changes: readonly SettingChange[]): Operation {
  return {
    id: 'set',
    doing: `configure ${id}`,
    cause: changes.map(describeChange).join('; '),
    run: ['pct', 'set', `${id}`, ...settingArguments(changes)],
    effect: 'change',
    deadline: DEADLINES.set,
    retryLocks: true,
    expect: settingExpectations(id, changes),
  };
}

function resizeOperation(id: number, { key, from, to }: Growth): Operation {
  return {
    id: `resize ${key}`,
    doing: `grow ${key} of ${id}`,
    cause: `${key} ${from} -> ${to}G`,
    run: ['pct', 'resize', `${id}`, key, `${to}G`],
    effect: 'change',
    deadline: DEADLINES.resize,
    retryLocks: true,
    expect: [{ conf: PATHS.conf(id), key, value: `size=${to}G` }],
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

function applyChanges(
  current: ReadonlyMap<string, string>,
  changes: readonly SettingChange[],
  growth: readonly Growth[],
): Map<string, string> {
  const keys = new Map(current);
  for (const { key, to } of changes) {
    if (to === undefined) keys.delete(key);
    else keys.set(key, canonical(key, to));
  }
  for (const { key, to } of growth) {
    const value = keys.get(key) ?? '';
    const size = parseProperties(value).size;
    keys.set(
      key,
      size === undefined ? `${value},size=${to}G` : value.replace(`size=${size}`, `size=${to}G`),
    );
  }
  return keys;
}

/** How Proxmox stores a setting: network interfaces with their type, new volumes with a size. */
export function canonical(key: string, value: string): string {
  if (/^net\d+$/.test(key) && !/(^|,)type=/.test(value)) return `${value},type=veth`;
  const size = /^mp\d+$/.test(key) ? /^[^/:]+:(\d+)(?:,|$)/.exec(value)?.[1] : undefined;
  return size === undefined ? value : `${value},size=${size}G`;
}
