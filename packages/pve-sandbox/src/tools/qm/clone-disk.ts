import { Refusal } from '../../state/refusal.ts';
import { formatSize } from '../../state/sizes.ts';
import { contentTypes, enabledStorage } from '../../state/storage-cfg.ts';
import { out } from '../../state/talk.ts';
import { copyTree } from '../../state/trees.ts';
import { changedDrive, type Drive, isCloudInit } from '../../state/vm-drives.ts';
import { type Volume, volume } from '../../state/volume-ids.ts';
import { snapshotTreePath, treePath, volumePath } from '../../state/volume-paths.ts';
import { isFileStorage, linkVolume, volumeExists, volumeSize } from '../../state/volumes.ts';
import { enter, step, stepTo } from '../job/phases.ts';
import { withStorageLock } from '../pct/disks.ts';
import { allocateDisk, copyFormat, tellOfLink } from './allocate.ts';
import { copying } from './copying.ts';
import { transfer } from './transfer.ts';

/** How a drive is cloned. */
export interface Copy {
  newId: number;
  full: boolean;
  storeId?: string | undefined;
  format?: string | undefined;
  snapname?: string | undefined;
  /** Gets each new volume as soon as there is one. */
  made: Volume[];
}

/** The clone of a drive: with a copy of its volume, or with one that grows from it. */
export async function cloneDisk(drive: Drive, copy: Copy): Promise<Drive> {
  const from = volume(drive.file);
  enabledStorage(from.store.id);
  if (!volumeExists(from)) throw new Refusal(`volume '${drive.file}' does not exist`);
  const to = copy.full ? await fullCopy(drive, from, copy) : await link(drive, from, copy);
  return changedDrive(drive, { file: to.volid, size: formatSize(volumeSize(to)) });
}

async function link(drive: Drive, from: Volume, { newId, made }: Copy): Promise<Volume> {
  out(`create linked clone of drive ${drive.key} (${drive.file})\n`);
  const isDirectory = isFileStorage(from.store) && from.store.type !== 'btrfs';
  const format = isDirectory ? 'qcow2' : from.format;
  const work = withStorageLock(from.store, 255, () => linkVolume(from, newId, format));
  const to = await stepTo(work, (one) => made.push(one));
  tellOfLink(from, to, volumeSize(from));
  return to;
}

async function fullCopy(drive: Drive, from: Volume, copy: Copy): Promise<Volume> {
  const { newId, made, snapname } = copy;
  out(`create full clone of drive ${drive.key} (${drive.file})\n`);
  const store = enabledStorage(copy.storeId ?? from.store.id);
  if (!contentTypes(store).includes('images')) {
    throw new Refusal(`content type 'images' is not available on storage '${store.id}'`);
  }
  const bytes = volumeSize(from);
  const asked = isCloudInit(drive) ? undefined : copy.format;
  const format = copyFormat(store, asked, from.format);
  const name = isCloudInit(drive) ? { name: `vm-${newId}-cloudinit` } : {};
  await enter('allocating', 0.1);
  const work = allocateDisk(store.id, newId, { bytes, format, ...name });
  const to = await stepTo(work, (one) => made.push(one));
  out(`allocated target volume '${to.volid}'\n`);
  // What a drive for cloud-init holds is made anew at the start.
  if (isCloudInit(drive)) return to;
  const tree = snapname === undefined ? treePath(from) : snapshotTreePath(from, snapname);
  await copying(volumePath(from), from.format, to, () =>
    transfer(bytes, () => step(copyTree(tree, treePath(to)))),
  );
  await enter('copied', 0.1);
  return to;
}
