import { noteChange } from '../../record/note.ts';
import { guestIds, loadGuest, writeGuest } from '../../state/guests.ts';
import { withConfigLock } from '../../state/locks.ts';
import { addUnused, changed, mountPoints, mountPointText } from '../../state/mount-points.ts';
import { formatSize } from '../../state/sizes.ts';
import { contentTypes, isDisabled, loadStorages } from '../../state/storage-cfg.ts';
import { out } from '../../state/talk.ts';
import { volume } from '../../state/volume-ids.ts';
import { guestVolumes, volumeExists, volumeSize } from '../../state/volumes.ts';
import type { Handler } from '../cli/dispatch.ts';

/** `pct rescan`: names volumes that no conf names, and their sizes as they are. */
export const rescan: Handler = async ({ params }) => {
  out('rescan volumes...\n');
  const dry = params.get('dryrun') === '1';
  const one = params.get('vmid');
  for (const id of one === undefined ? guestIds() : [Number(one)]) {
    loadGuest(id);
    await withConfigLock(id, 4, () => rescanOne(id, dry));
  }
};

function rescanOne(id: number, dry: boolean): void {
  const conf = loadGuest(id);
  let differs = false;
  const named = new Set([...conf.values.values()].map((value) => value.split(',')[0]));
  for (const store of loadStorages().filter((each) => !isDisabled(each))) {
    if (!contentTypes(store).includes('rootdir')) continue;
    for (const { volid } of guestVolumes(store, id).filter((each) => !named.has(each.volid))) {
      const key = addUnused(conf.values, volid);
      out(`CT ${id}: add unreferenced volume '${volid}' as '${key}' to config.\n`);
      differs = true;
    }
  }
  for (const point of mountPoints(conf.values).filter(({ type }) => type === 'volume')) {
    const disk = volume(point.source);
    if (!volumeExists(disk)) continue;
    const size = formatSize(volumeSize(disk));
    if (size === point.values.get('size')) continue;
    conf.values.set(point.key, mountPointText(changed(point, { size })));
    out(`CT ${id} ${point.key}: size of disk '${disk.volid}' updated to ${size}\n`);
    differs = true;
  }
  if (!differs || dry) return;
  noteChange();
  writeGuest(id, conf);
}
