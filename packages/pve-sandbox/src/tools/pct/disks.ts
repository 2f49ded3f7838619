import { randomUUID } from 'node:crypto';
import { withLock } from '../../state/locks.ts';
import { changed, type MountPoint, mountPoint, mountPointText } from '../../state/mount-points.ts';
import { Refusal } from '../../state/refusal.ts';
import { formatSize } from '../../state/sizes.ts';
import { contentTypes, enabledStorage, type Storage, storage } from '../../state/storage-cfg.ts';
import { out } from '../../state/talk.ts';
import { type Volume, volume } from '../../state/volume-ids.ts';
import { volumePath } from '../../state/volume-paths.ts';
import { freeVolumeName, makeVolume, volumeExists, volumeSize } from '../../state/volumes.ts';

/** `STORAGE:SIZE` of a volume that is to be made, in GiB. */
export function newVolume(source: string): { storeId: string; bytes: number } | undefined {
  const [, storeId, size] = /^([a-z][a-z0-9\-_.]*[a-z0-9]):(\d+(?:\.\d+)?)$/i.exec(source) ?? [];
  return storeId === undefined ? undefined : { storeId, bytes: Math.ceil(Number(size) * 2 ** 30) };
}

/** Makes the volume of a `STORAGE:SIZE` mount point. @returns the mount point that names it */
export async function allocateMountPoint(point: MountPoint, vmid: number): Promise<MountPoint> {
  const wanted = newVolume(point.source);
  if (wanted === undefined) {
    const existing = volume(point.source);
    return changed(point, { size: formatSize(volumeSize(existing)) });
  }
  const made = await allocate(enabledStorage(wanted.storeId), vmid, wanted.bytes);
  return changed(point, { volume: made.volid, size: formatSize(wanted.bytes) });
}

/** Makes an empty volume for a guest under the storage's lock. */
export async function allocate(store: Storage, vmid: number, bytes: number): Promise<Volume> {
  const format = containerFormat(store, bytes);
  const made = await withStorageLock(store, 255, () =>
    makeVolume(store, freeVolumeName(store, vmid, format), bytes),
  );
  if (format === 'raw') tellOfFormatting(made, bytes);
  return made;
}

/** What a container's volume is on a storage: a directory where there is no size to keep. */
function containerFormat({ type }: Storage, bytes: number): 'subvol' | 'raw' {
  if (type === 'zfspool') return 'subvol';
  return bytes === 0 && !['lvm', 'lvmthin', 'rbd'].includes(type) ? 'subvol' : 'raw';
}

/** Runs work under a storage's lock. */
export function withStorageLock<T>(
  store: Storage,
  exit: number,
  work: () => T | Promise<T>,
): Promise<T> {
  return withLock(`/var/lock/pve-manager/pve-storage-${store.id}`, 10, exit, work);
}

/** The words of qemu-img and mkfs; a client may watch for them. */
function tellOfFormatting(made: Volume, bytes: number): void {
  const path = volumePath(made);
  if (/^\/dev\//.test(path)) out(`  Logical volume "${made.file}" created.\n`);
  else if (made.store.type !== 'btrfs') {
    out(`Formatting '${path}', fmt=raw size=${bytes} preallocation=off\n`);
  }
  const blocks = Math.floor(bytes / 4096);
  const inodes = Math.floor(blocks / 4);
  const backups = [32768, 98304, 163840, 229376, 294912, 819200, 884736].filter(
    (at) => at < blocks,
  );
  out(`Creating filesystem with ${blocks} 4k blocks and ${inodes} inodes\n`);
  out(`Filesystem UUID: ${randomUUID()}\n`);
  out(`Superblock backups stored on blocks: \n\t${backups.join(', ')}\n`);
}

/** Refuses a storage that cannot hold containers. @param usage of the command that names it */
export function refuseWithoutRootdir(storeId: string, usage: string): void {
  const store = enabledStorage(storeId);
  if (!contentTypes(store).includes('rootdir')) {
    throw new Refusal(
      `400 Parameter verification failed.\nstorage: storage '${storeId}' does not support container directories\n${usage}`,
    );
  }
}

/** A mount point's volume, if it can be used. @throws Refusal */
export function usableVolume(source: string): Volume {
  const found = volume(source);
  enabledStorage(found.store.id);
  if (!volumeExists(found)) throw new Refusal(`volume '${source}' does not exist`);
  return found;
}

/** A value that names another volume, the rest as it was. */
export function withVolume(key: string, value: string, volid: string): string {
  return mountPointText(changed(mountPoint(key, value), { volume: volid }));
}

/** Whether a storage is there. @throws Refusal */
export const refuseMissingStorage = (id: string): void => void storage(id);
