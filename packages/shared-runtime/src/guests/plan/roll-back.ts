import { didYouMean } from '@phoenix/shared-config';
import { EXIT } from '../../exit-codes.ts';
import type { GuestPlan, PlanProblem } from '../../guest-plan.ts';
import type { ConfSection, GuestConf } from '../../pve/conf.ts';
import { parseProperties } from '../../pve/properties.ts';
import type { Guest } from '../guest.ts';
import { purposeOf } from './kept-snapshots.ts';
import { planOf } from './plan-of.ts';
import { stopOperation } from './power.ts';
import { absent, refuse } from './refuse.ts';
import { inOrder, newerThan } from './snapshot-age.ts';
import { deleteSnapshot, rollbackOperation } from './snapshots.ts';
import type { GuestInput } from './types.ts';
import { unfit } from './unfit.ts';
import type { Ways } from './ways.ts';

/** Keys that hold volumes, of containers and of VMs. */
const VOLUME = /^(?:rootfs|(?:mp|scsi|sata|ide|virtio|efidisk|tpmstate)\d+)$/;

/** `rollback`: back to a snapshot, and stopped; what was written since is lost. */
export function planRollback<G extends Guest>(
  input: GuestInput<G>,
  ways: Ways<G>,
  name: string,
): GuestPlan {
  const { guest, world } = input;
  const observed = world.guests.get(guest.id);
  const conf = observed?.conf;
  if (!conf) return refuse(input, absent(input, 'roll back'));
  const doing = `roll ${guest.id} back to ${name}`;
  const unable = unfit(input, ways, observed, doing);
  if (unable !== undefined) return refuse(input, unable);
  const snapshot = conf.snapshots.get(name);
  if (snapshot === undefined) return refuse(input, missing(input, name, conf, doing));
  const newer = inTheWay(input, ways, name, conf, snapshot);
  if (newer !== undefined) return refuse(input, newer);
  const left = observed.lockLeftBy;
  const rest = left === undefined || left.job === 'clone' ? undefined : left.name;
  return planOf(input, false, {
    operations: [
      ...(rest !== undefined && conf.unfinished.has(rest)
        ? deleteSnapshot(input, conf, rest, 'it was cut off')
        : []),
      ...(observed.running
        ? [stopOperation(input, 'it runs, and what it does from now on is lost', true)]
        : []),
      rollbackOperation(input, name, 'asked to go back'),
    ],
    notes: [...volumeNotes(input, conf, snapshot), ...stateNotes(guest, name, snapshot)],
  });
}

function missing({ guest }: GuestInput, name: string, conf: GuestConf, doing: string): PlanProblem {
  const names = inOrder(conf);
  const close = didYouMean(name, names);
  const isCutOff = conf.unfinished.has(name);
  const has =
    names.length === 0
      ? `it has none; phoenix snapshot NAME ${guest.id} takes one`
      : `it has ${names.join(', ')}; phoenix snapshots ${guest.id} tells of when they are`;
  return {
    message: isCutOff
      ? `cannot ${doing}: that snapshot was cut off before it was whole`
      : `cannot ${doing}: it has no snapshot of that name`,
    hint:
      close === undefined || isCutOff ? has : `did you mean phoenix rollback ${close} ${guest.id}?`,
    exit: EXIT.notFound,
  };
}

/** ZFS goes back to the newest snapshot of a volume and to no other. */
function inTheWay<G extends Guest>(
  { guest, kind, world }: GuestInput<G>,
  ways: Ways<G>,
  name: string,
  conf: GuestConf,
  snapshot: ConfSection,
): PlanProblem | undefined {
  const newer = newerThan(name, conf);
  if (newer.length === 0) return undefined;
  const storageOf = (volume: string) => world.facts.storages.get(volume.split(':')[0] ?? '');
  const onZfs = [...volumesOf(snapshot)].find(([, one]) => storageOf(one)?.type === 'zfspool');
  if (onZfs === undefined) return undefined;
  const [key, volume] = onZfs;
  const list = newer.toReversed();
  const isAre = list.length === 1 ? `${list[0]} is` : `${list.join(', ')} are`;
  const commands = list.map((one) =>
    purposeOf(one, guest, ways) === undefined
      ? `phoenix delsnapshot ${one} ${guest.id}`
      : `${kind.tool} delsnapshot ${guest.id} ${one}`,
  );
  return {
    message: `cannot roll ${guest.id} back to ${name}: ${isAre} newer, and ZFS (${key} on ${storageOf(volume)?.id}) goes back to the newest snapshot only`,
    hint: `if what is newer is not needed any more, type ${commands.join(' && ')}`,
    exit: EXIT.failed,
  };
}

/** Volumes that a guest does not have any more after its way back stay, as disks that nothing uses. */
export function volumeNotes(
  { guest }: GuestInput,
  conf: GuestConf,
  after: Pick<ConfSection, 'keys'>,
): string[] {
  const kept = new Set(volumesOf(after).values());
  return [...volumesOf(conf.main)].flatMap(([key, volume]) =>
    kept.has(volume)
      ? []
      : `${key} (${volume}) is newer than the snapshot and stays as an unused disk of ${guest.id}`,
  );
}

function stateNotes({ id }: Guest, name: string, { keys }: ConfSection): string[] {
  return keys.has('vmstate')
    ? [`${name} holds the memory of ${id} too, which runs on from there`]
    : [];
}

/** Volumes of storages by key; what is no disk (a CD, a cloud-init drive) has no snapshots. */
function volumesOf({ keys }: Pick<ConfSection, 'keys'>): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of keys) {
    const { '': first, file, volume = first ?? file, media } = parseProperties(value);
    if (VOLUME.test(key) && media !== 'cdrom' && volume !== undefined && /^[^/:]+:/.test(volume))
      found.set(key, volume);
  }
  return found;
}
