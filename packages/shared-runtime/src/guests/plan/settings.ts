import type { Operation } from '../../operation.ts';
import { formatProperties, parseProperties, valueHolds } from '../../pve/properties.ts';
import { type NewVolume, newVolume } from '../../pve/volumes.ts';
import { DEADLINES } from './deadlines.ts';
import type { GuestInput } from './types.ts';

/** One setting that differs. `to` undefined: the key goes away. */
export interface SettingChange {
  readonly key: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** A disk that is smaller than declared; sizes as Proxmox writes them, `to` in GiB. */
export interface Growth {
  readonly key: string;
  readonly from: string;
  readonly to: number;
}

type Target = Pick<GuestInput, 'guest' | 'kind'>;

/**
 * Differences between what is there and what is wanted, where an empty value means none at all;
 * `holds` where a key compares in its own way.
 */
export function changedSettings(
  current: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, string>,
  holds: (key: string, from: string | undefined, to: string) => boolean = valueHolds,
): SettingChange[] {
  const changes: SettingChange[] = [];
  for (const [key, to] of wanted) {
    const from = current.get(key);
    if (!holds(key, from, to)) changes.push({ key, from, to: to === '' ? undefined : to });
  }
  return changes;
}

/** `memory 2048 -> 4096`; what is new or goes away says so. */
function describeChange({ key, from, to }: SettingChange): string {
  if (from === undefined) return `${key} ${to}`;
  return to === undefined ? `${key} ${from} removed` : `${key} ${from} -> ${to}`;
}

/** The command line options that set or delete settings. */
export function settingArguments(changes: readonly SettingChange[]): string[] {
  const deletes = changes.filter(({ to }) => to === undefined).map(({ key }) => key);
  return [
    ...changes.flatMap(({ key, to }) => (to === undefined ? [] : [`--${key}`, to])),
    ...(deletes.length > 0 ? ['--delete', deletes.join(',')] : []),
  ];
}

/** One command for all that differs; what took is read back from the conf file. */
export function setOperation(
  { guest, kind }: Target,
  changes: readonly SettingChange[],
): Operation {
  const conf = kind.conf(guest.id);
  const allocates = changes.flatMap(({ to }) => volumeOf(to));
  return {
    id: 'set',
    doing: `configure ${guest.id}`,
    cause: changes.map(describeChange).join('; '),
    run: [kind.tool, 'set', `${guest.id}`, ...settingArguments(changes)],
    effect: 'change',
    deadline: DEADLINES.set,
    retryLocks: true,
    expect: changes.map(({ key, to }) => ({ conf, key, value: to ?? null })),
    ...(allocates.length > 0 && { allocates }),
  };
}

function volumeOf(value: string | undefined): NewVolume[] {
  const volume = value === undefined ? undefined : newVolume(value);
  return volume === undefined ? [] : [volume];
}

/** Grows one disk to its declared size. */
export function resizeOperation({ guest, kind }: Target, { key, from, to }: Growth): Operation {
  return {
    id: `resize ${key}`,
    doing: `grow ${key} of ${guest.id}`,
    cause: `${key} ${from} -> ${to}G`,
    run: [kind.tool, ...kind.resize, `${guest.id}`, key, `${to}G`],
    effect: 'change',
    deadline: DEADLINES.resize,
    retryLocks: true,
    expect: [{ conf: kind.conf(guest.id), key, value: `size=${to}G` }],
  };
}

/** The settings as they will be; `stored` tells how Proxmox writes down what it is given. */
export function settingsAfter(
  current: ReadonlyMap<string, string>,
  changes: readonly SettingChange[],
  growth: readonly Growth[],
  stored: (key: string, sent: string) => string,
): Map<string, string> {
  const keys = new Map(current);
  for (const { key, to } of changes) {
    if (to === undefined) keys.delete(key);
    else keys.set(key, stored(key, to));
  }
  for (const { key, to } of growth) keys.set(key, sized(keys.get(key) ?? '', `${to}G`));
  return keys;
}

/** A volume's setting with another size. */
export function sized(value: string, size: string): string {
  const before = parseProperties(value).size;
  if (before === undefined) return `${value},size=${size}`;
  return value.replace(`size=${before}`, `size=${size}`);
}

/** Tells what a running guest takes up at its next start only; nothing when that is nothing. */
export function restartNotes({ guest }: Pick<Target, 'guest'>, keys: readonly string[]): string[] {
  if (keys.length === 0) return [];
  const names = [...new Set(keys)].join(', ');
  return [`${guest.id} takes up ${names} at its next start: phoenix restart ${guest.id}`];
}

/** Value of `startup`: the place in the order of the host's start, and the pause after it. */
export function startupValue(guest: {
  readonly boot_order?: number;
  readonly boot_delay?: number;
}): string | undefined {
  const { boot_order: order, boot_delay: delay } = guest;
  if (order === undefined) return undefined;
  return formatProperties({
    order: `${order}`,
    ...(delay === undefined ? {} : { up: `${delay}`, down: `${delay}` }),
  });
}
