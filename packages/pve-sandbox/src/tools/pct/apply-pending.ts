import { emptySection, type GuestConf } from '../../state/guest-conf.ts';
import { netValues } from '../../state/hwaddr.ts';
import {
  addUnused,
  changed,
  type MountPoint,
  mountPoint,
  mountPointText,
} from '../../state/mount-points.ts';
import { formatSize } from '../../state/sizes.ts';
import { err } from '../../state/talk.ts';
import { volume } from '../../state/volume-ids.ts';
import { removeVolume, volumeExists, volumeSize } from '../../state/volumes.ts';
import { enter } from '../job/phases.ts';
import { allocateMountPoint, newVolume } from './disks.ts';
import { tellOfMissing } from './free-volume.ts';

/** Brings all that is pending into effect, as for a container that does not run. */
export async function applyPending(conf: GuestConf, id: number): Promise<void> {
  for (const key of conf.pending.delete ?? []) {
    dropKey(conf, key);
    conf.pending.values.delete(key);
  }
  if (conf.pending.description !== undefined) {
    conf.description = conf.pending.description === '' ? undefined : conf.pending.description;
  }
  for (const [key, value] of [...conf.pending.values].sort(([a], [b]) => (a < b ? -1 : 1))) {
    await setKey(conf, id, key, value);
  }
  conf.pending = emptySection();
}

/** Whether anything waits for the next start. */
export const hasPending = ({ pending }: GuestConf): boolean =>
  pending.values.size > 0 || pending.description !== undefined || (pending.delete?.length ?? 0) > 0;

/** Removes a key; the volume of a mount point becomes unused, an unused one is freed. */
export function dropKey(conf: GuestConf, key: string): void {
  const value = conf.values.get(key);
  if (key === 'description') conf.description = undefined;
  if (value !== undefined && /^mp\d+$/.test(key)) {
    const point = mountPoint(key, value);
    conf.values.delete(key);
    if (point.type === 'volume') addUnused(conf.values, point.source);
  }
  if (value !== undefined && /^unused\d+$/.test(key)) {
    const unused = volume(value);
    if (volumeExists(unused)) removeVolume(unused);
    else tellOfMissing(unused);
  }
  conf.values.delete(key);
}

/** Stores a value; a new volume of a mount point is made, its former one becomes unused. */
export async function setKey(
  conf: GuestConf,
  id: number,
  key: string,
  value: string,
): Promise<void> {
  if (/^net\d+$/.test(key)) tellOfNoBridge(conf.values.get(key), value);
  if (!/^mp\d+$/.test(key)) {
    conf.values.set(key, value);
    return;
  }
  const before = conf.values.get(key);
  const point = mountPoint(key, value);
  let ready = point;
  if (point.type === 'volume') {
    ready = newVolume(point.source) !== undefined ? await allocated(point, id) : withSize(point);
  }
  conf.values.set(key, mountPointText(ready));
  const former = before === undefined ? undefined : mountPoint(key, before);
  if (former?.type === 'volume' && former.source !== ready.source) {
    addUnused(conf.values, former.source);
  }
}

/** A new volume, which nothing names before the configuration is written. */
async function allocated(point: MountPoint, id: number): Promise<MountPoint> {
  const made = await allocateMountPoint(point, id);
  await enter('allocated', 0.1);
  return made;
}

/** Perl warns of each bridge that is not there when it compares the two. */
function tellOfNoBridge(before: string | undefined, after: string): void {
  if (before === undefined) return;
  const without = [before, after].filter((value) => !netValues(value).has('bridge'));
  const warning =
    'Use of uninitialized value in string ne at /usr/share/perl5/PVE/LXC/Config.pm line 1810.';
  for (const _ of without) err(`${warning}\n`);
}

function withSize(point: ReturnType<typeof mountPoint>): ReturnType<typeof mountPoint> {
  const named = volume(point.source);
  return volumeExists(named) ? changed(point, { size: formatSize(volumeSize(named)) }) : point;
}
