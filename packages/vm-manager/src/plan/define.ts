import { isTemplate, type VmGuest } from '@phoenix/shared-config';
import type { PlanProblem } from '@phoenix/shared-runtime';
import {
  cloneOperation,
  createOperation,
  resizeOperation,
  settingArguments,
  sized,
} from '@phoenix/shared-runtime/guests';
import type { Storage } from '@phoenix/shared-runtime/pve';
import { cloudInit } from './cloud-init-drive.ts';
import { configure, stored } from './configure.ts';
import { bootDisk, disks, isCloudInitDrive, isDrive } from './disks.ts';
import { imageOf } from './image.ts';
import { shrinking } from './image-size.ts';
import { clonedNet } from './network.ts';
import { desiredSettings, expectedValue } from './settings.ts';
import type { Configured, Keys, PlanInput, SourceState } from './types.ts';

/** Keys of a VM that say what it is at the moment, not how it is set. */
const TRANSIENT = /^(lock|parent|snaptime|snapstate|template|vmstate|running\w+|unused\d+)$/;

/** A VM made from a cloud image, with every setting in the one command. */
export function createFromImage(input: PlanInput): Configured {
  const { guest, world } = input;
  const image = imageOf(input);
  const data = cloudInit(input, new Map(), true);
  const pool = world.facts.storages.get(guest.storage_pool);
  const settings = new Map([
    ...desiredSettings(guest, new Map()),
    ['ostype', 'l26'],
    ['scsihw', 'virtio-scsi-single'],
    ['scsi0', `${guest.storage_pool}:0,import-from=${image.path},discard=on${format(pool)}`],
    ['boot', 'order=scsi0'],
    ['serial0', 'socket'],
    ['vga', 'serial0'],
    ...data.settings,
    ...guest.qm_options.map(({ key, value }): [string, string] => [key, value]),
  ]);
  const given = [...settings].flatMap(([key, to]) =>
    to === '' ? [] : [{ key, from: undefined, to }],
  );
  const create = createOperation(
    input,
    { what: 'image', name: image.name },
    {
      words: settingArguments(given),
      expected: given.map(({ key, to }) => [key, expectedValue(key, to)] as const),
    },
  );
  const keys = new Map(given.map(({ key, to }) => [key, stored(guest.id, key, to)]));
  keys.set('scsi0', sized(keys.get('scsi0') ?? '', `${guest.disk_size_gb}G`));
  const growth = { key: 'scsi0', from: 'size of the image', to: guest.disk_size_gb };
  const resize = { ...resizeOperation(input, growth), meanings: [shrinking(guest, image.name)] };
  return {
    operations: [...image.operations, ...data.operations, create, ...image.after, resize],
    problems: [...image.problems, ...(data.problems ?? [])],
    after: { keys, raw: [] },
  };
}

/** A VM cloned from another, then brought to its own settings. */
export function cloneFromSource(input: PlanInput, source: SourceState<VmGuest>): Configured {
  const { guest, world } = input;
  const from = source.guest.id;
  const { snapshot } = source;
  const linked = guest.linked_clone;
  const file = format(world.facts.storages.get(guest.storage_pool)).replace(',format=', '');
  const fresh = freshClone(input, source);
  const disk = bootDisk(fresh);
  const clone = cloneOperation(
    input,
    source,
    {
      words: [
        '--name',
        guest.name,
        '--full',
        linked ? '0' : '1',
        ...(snapshot === undefined ? [] : ['--snapname', snapshot]),
        ...(linked ? [] : ['--storage', guest.storage_pool]),
        ...(linked || file === '' ? [] : ['--format', file]),
      ],
      expected: [
        ['name', guest.name],
        ...(disk === undefined || linked ? [] : [[disk, `${guest.storage_pool}:0`] as const]),
      ],
    },
    linked ? 'linked to' : 'from',
  );
  const configured = configure(input, fresh, true);
  const notes =
    source.running && snapshot === undefined
      ? [`${from} is cloned while it runs: ${guest.id} starts as if its power had been cut`]
      : [];
  return {
    ...configured,
    operations: [clone, ...configured.operations],
    notes: [...(configured.notes ?? []), ...notes],
    problems: [...(configured.problems ?? []), ...linkProblems(input, source)],
  };
}

/** What `qm clone` makes of its source's settings: same but for name, addresses, disks, history. */
function freshClone(
  { guest, world }: PlanInput,
  source: SourceState<VmGuest>,
): Map<string, string> {
  const keys = new Map([...source.conf.keys].filter(([key]) => !TRANSIENT.test(key)));
  const file = format(world.facts.storages.get(guest.storage_pool)).replace(',format=', '.');
  const copied = new Set(disks(source.conf.keys));
  for (const [key, value] of keys) {
    if (/^net\d+$/.test(key)) keys.set(key, clonedNet(value));
    const moves = isDrive(key) && (copied.has(key) || isCloudInitDrive(key, value));
    if (moves && !guest.linked_clone) keys.set(key, moved(guest, key, value, file));
  }
  keys.set('name', guest.name);
  return keys;
}

function moved({ id, storage_pool }: VmGuest, key: string, value: string, file: string) {
  const options = value.includes(',') ? value.slice(value.indexOf(',')) : '';
  const kind = isCloudInitDrive(key, value) ? 'cloudinit' : `disk-${key.replace(/\D/g, '')}`;
  const directory = file === '' ? '' : `${id}/`;
  return `${storage_pool}:${directory}vm-${id}-${kind}${file}${options}`;
}

/** A linked clone shares the disk of a template, and lies where that lies. */
function linkProblems({ guest }: PlanInput, source: SourceState<VmGuest>): PlanProblem[] {
  if (!guest.linked_clone) return [];
  const from = source.guest.id;
  if (!isTemplate(source.guest) && source.conf.keys.get('template') !== '1')
    return [
      {
        message: `cannot make ${guest.id} a linked clone of ${from}: ${from} is no template`,
        hint: `declare is_template for ${from}, or take linked_clone out of ${guest.id}`,
      },
    ];
  const storage = storageOfDisk(source.conf.keys);
  if (storage === undefined || storage === guest.storage_pool) return [];
  return [
    {
      message: `cannot make ${guest.id} a linked clone of ${from} on ${guest.storage_pool}: the disk of ${from} is on ${storage}`,
      hint: `declare storage_pool "${storage}" for ${guest.id}, or take linked_clone out of it`,
    },
  ];
}

function storageOfDisk(keys: Keys): string | undefined {
  const disk = bootDisk(keys);
  return disk === undefined ? undefined : keys.get(disk)?.split(':')[0];
}

/** Of the formats of a file, only qcow2 takes snapshots; other storages have no choice. */
function format(storage: Storage | undefined): string {
  return storage?.path !== undefined && storage.type !== 'btrfs' ? ',format=qcow2' : '';
}
