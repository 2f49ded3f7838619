import { addUnused } from '../../state/mount-points.ts';
import { err } from '../../state/talk.ts';
import type { VmConf } from '../../state/vm-conf.ts';
import { type Drive, isCdrom, isCloudInit, isVolume, parseDrive } from '../../state/vm-drives.ts';
import { volume } from '../../state/volume-ids.ts';
import { volumePath } from '../../state/volume-paths.ts';
import { isFileStorage, removeVolume, volumeExists } from '../../state/volumes.ts';
import { tellOfMissing } from '../pct/free-volume.ts';

/** Frees a volume; that it is gone is told in the words of its storage. */
export function freeDisk(volid: string): void {
  const gone = volume(volid);
  if (volumeExists(gone)) removeVolume(gone);
  else if (isFileStorage(gone.store) && gone.store.type !== 'btrfs') {
    err(`disk image '${volumePath(gone)}' does not exist\n`);
  } else tellOfMissing(gone);
}

/** A drive that another takes the place of: its volume becomes unused, cloud-init's goes. */
export function registerUnused(id: number, conf: VmConf, drive: Drive, by?: string): void {
  if (!isVolume(drive) || (by !== undefined && parseDrive(drive.key, by).file === drive.file))
    return;
  if (isCloudInit(drive)) {
    const found = volume(drive.file);
    if (volumeExists(found)) removeVolume(found);
    conf.cloudInit.clear();
  } else if (!isCdrom(drive) && volume(drive.file).vmid === id) addUnused(conf.values, drive.file);
}

/** A drive that goes: its volume becomes unused, or is freed with `force`. */
export function removeOrDetach(id: number, conf: VmConf, key: string, force: boolean): void {
  const value = conf.values.get(key);
  if (value === undefined) return;
  const drive = parseDrive(key, value);
  conf.values.delete(key);
  if (!isVolume(drive)) return;
  if (isCloudInit(drive) || !force) registerUnused(id, conf, drive);
  else if (!isCdrom(drive) && volume(drive.file).vmid === id && !isInSnapshot(conf, drive.file)) {
    freeDisk(drive.file);
  } else registerUnused(id, conf, drive);
}

/** Whether a snapshot needs the volume still. */
export const isInSnapshot = ({ snapshots }: VmConf, volid: string): boolean =>
  [...snapshots.values()].some(({ values }) =>
    [...values].some(([, value]) => value === volid || value.startsWith(`${volid},`)),
  );
