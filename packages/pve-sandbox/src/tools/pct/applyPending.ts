import { emptySection, type GuestConf } from '../../state/guestConf.ts';
import { addUnused, changed, mountPoint, mountPointText } from '../../state/mountPoints.ts';
import { formatSize } from '../../state/sizes.ts';
import { volume } from '../../state/volumeIds.ts';
import { removeVolume, volumeExists, volumeSize } from '../../state/volumes.ts';
import { allocateMountPoint, newVolume } from './disks.ts';
import { tellOfMissing } from './freeVolume.ts';

/** Brings all that is pending into effect, as for a container that does not run. */
export async function applyPending(conf: GuestConf, id: number): Promise<void> {
  for (const key of conf.pending.delete ?? []) dropKey(conf, key);
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
  pending.values.size > 0 ||
  pending.description !== undefined ||
  (pending.delete?.length ?? 0) > 0;

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
  if (!/^mp\d+$/.test(key)) {
    conf.values.set(key, value);
    return;
  }
  const before = conf.values.get(key);
  const point = mountPoint(key, value);
  let ready = point;
  if (point.type === 'volume') {
    ready =
      newVolume(point.source) !== undefined
        ? await allocateMountPoint(point, id)
        : withSize(point);
  }
  conf.values.set(key, mountPointText(ready));
  const former = before === undefined ? undefined : mountPoint(key, before);
  if (former?.type === 'volume' && former.source !== ready.source) {
    addUnused(conf.values, former.source);
  }
}

function withSize(point: ReturnType<typeof mountPoint>): ReturnType<typeof mountPoint> {
  const named = volume(point.source);
  return volumeExists(named) ? changed(point, { size: formatSize(volumeSize(named)) }) : point;
}
