import type { Expectation } from '@phoenix/shared-runtime';
import {
  changedSettings,
  resizeOperation,
  restartNotes,
  type SettingChange,
  setOperation,
  settingsAfter,
} from '@phoenix/shared-runtime/guests';
import { parseProperties } from '@phoenix/shared-runtime/pve';
import { PATHS } from '../paths.ts';
import { cloudInit } from './cloud-init-drive.ts';
import { diskGrowth, isDrive } from './disks.ts';
import { leftCopies } from './image-customize.ts';
import {
  desiredSettings,
  expectedValue,
  holds,
  isCloudInitSetting,
  waitsForStart,
} from './settings.ts';
import type { Configured, ConfState, Keys, PlanInput } from './types.ts';

/** Brings an existing VM to its declared settings; a Proxmox template stays as it is. */
export function configureExisting(
  input: PlanInput,
  current: ConfState,
  { running }: { running: boolean },
): Configured {
  const { guest, world } = input;
  if (current.keys.get('template') === '1') return unchangedTemplate(input, current);
  const conf = world.guests.get(guest.id)?.conf;
  const pending = [...(conf?.pending.keys.keys() ?? [])].filter((key) => key !== 'delete');
  const configured = configure(input, current.keys, false);
  const stale = [...(conf?.stale ?? [])].filter(isCloudInitSetting);
  const waiting = [...pending, ...(conf?.pendingDelete ?? []), ...stale, ...configured.waiting];
  const notes = running ? restartNotes(input, waiting) : [];
  return {
    ...configured,
    operations: [...leftCopies(input), ...configured.operations],
    notes: [...(configured.notes ?? []), ...notes],
  };
}

/**
 * What makes a VM (or a clone that is about to exist) as declared: the files of cloud-init, one
 * `qm set` for all that differs, a resize when its disk grows. `waiting` is what a running VM takes
 * up at its next start.
 */
export function configure(
  input: PlanInput,
  current: Keys,
  isNew: boolean,
): Configured & { waiting: readonly string[] } {
  const { guest } = input;
  const data = cloudInit(input, current, isNew);
  const wanted = new Map([...desiredSettings(guest, current), ...data.settings]);
  const changes = changedSettings(current, wanted, holds);
  const { growth, notes } = diskGrowth(guest, current);
  const set = { ...setOperation(input, changes), expect: readBack(guest.id, changes) };
  return {
    operations: [
      ...data.operations,
      ...(changes.length > 0 ? [set] : []),
      ...data.refresh,
      ...growth.map((one) => resizeOperation(input, one)),
    ],
    notes,
    problems: data.problems ?? [],
    waiting: [...changes.map(({ key }) => key).filter(waitsForStart), ...data.changed],
    after: {
      keys: settingsAfter(current, changes, growth, (key, sent) => stored(guest.id, key, sent)),
      raw: [],
    },
  };
}

/** What the conf file has to say once settings took. */
function readBack(id: number, changes: readonly SettingChange[]): Expectation[] {
  return changes.map(({ key, to }) => ({
    conf: PATHS.conf(id),
    key,
    value: to === undefined ? null : expectedValue(key, to),
  }));
}

/** Clones hang on a template; what is declared otherwise is told, for a person to decide. */
function unchangedTemplate(input: PlanInput, current: ConfState): Configured {
  const { id } = input.guest;
  const wanted = desiredSettings(input.guest, current.keys);
  const keys = changedSettings(current.keys, wanted, holds).map(({ key }) => key);
  const notes =
    keys.length === 0
      ? []
      : [
          `template ${id} stays as it is, though ${keys.join(', ')} is declared otherwise; to have it, type phoenix delete ${id} and phoenix create ${id}`,
        ];
  return { operations: leftCopies(input), notes, after: current };
}

/** A drive that is asked for by storage and size has a volume of its own then. */
export function stored(id: number, key: string, sent: string): string {
  if (!isDrive(key)) return sent;
  const { '': volume = '', 'import-from': _source, format, ...rest } = parseProperties(sent);
  const [storage, name] = volume.split(':');
  const options = Object.entries(rest).map((pair) => `,${pair.join('=')}`);
  if (name === 'cloudinit') return `${storage}:vm-${id}-cloudinit,media=cdrom`;
  if (!/^\d+(\.\d+)?$/.test(name ?? '')) return sent;
  const file = `vm-${id}-disk-${key.replace(/\D/g, '')}`;
  const value = format === undefined ? file : `${id}/${file}.${format}`;
  return [`${storage}:${value}`, ...options, ...(name === '0' ? [] : [`,size=${name}G`])].join('');
}
