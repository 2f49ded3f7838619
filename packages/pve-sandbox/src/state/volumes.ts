import { mkdirSync, renameSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { exists, list, readText, remove, writeText } from './files.ts';
import { hostPath, sandboxState } from './paths.ts';
import { Refusal } from './refusal.ts';
import type { Storage } from './storage-cfg.ts';
import { copyTree } from './trees.ts';
import { parseVolname, type Volume, volume } from './volume-ids.ts';
import {
  btrfsSubvolume,
  contentDir,
  snapshotTreePath,
  storageRoot,
  treePath,
  volumePath,
} from './volume-paths.ts';

/** Whether the volume is there. */
export const volumeExists = (each: Volume): boolean => exists(volumePath(each));

// The size of what is a directory here and a dataset with a quota there.
const sizeFile = ({ store, file }: Volume): string => `${sandboxState}/sizes/${store.id}/${file}`;

/** Bytes that the volume offers; 0 for one without a limit. */
export function volumeSize(each: Volume): number {
  if (each.format === 'subvol') return Number(readText(sizeFile(each)) ?? 0);
  return statSync(hostPath(volumePath(each)), { throwIfNoEntry: false })?.size ?? 0;
}

/** Sets the size of a volume that exists. */
export function setVolumeSize(each: Volume, bytes: number): void {
  if (each.format === 'subvol') writeText(sizeFile(each), `${bytes}`);
  else truncateSync(hostPath(volumePath(each)), bytes);
}

/** Makes a volume of a name that is free, with an empty tree. @returns the volume */
export function makeVolume(store: Storage, name: string, bytes: number): Volume {
  const made = volume(`${store.id}:${name}`);
  const path = hostPath(volumePath(made));
  if (exists(volumePath(made))) {
    throw new Refusal(`disk image '${volumePath(made)}' already exists`, 25);
  }
  mkdirSync(made.format === 'subvol' ? path : dirname(path), { recursive: true });
  if (made.format !== 'subvol') writeFileSync(path, '');
  setVolumeSize(made, bytes);
  mkdirSync(hostPath(treePath(made)), { recursive: true });
  return made;
}

/** The first free name for a disk of a guest. */
export function freeVolumeName(store: Storage, vmid: number, format: string): string {
  const used = new Set<number>();
  for (const { file } of guestVolumes(store, vmid)) {
    const [, id, number] = /-(\d+)-disk-(\d+)(?:\.|$)/.exec(file) ?? [];
    if (Number(id) === vmid) used.add(Number(number));
  }
  let number = 0;
  while (used.has(number)) number++;
  const bare = `${format === 'subvol' ? 'subvol' : 'vm'}-${vmid}-disk-${number}`;
  return isFileStorage(store) ? `${vmid}/${bare}.${format}` : bare;
}

/** Whether volumes are files below a directory, with the guest's id as a folder. */
export const isFileStorage = ({ type }: Storage): boolean =>
  !['zfspool', 'lvm', 'lvmthin', 'rbd'].includes(type);

/** Volumes of guests on a storage, sorted by id; of one guest where `vmid` is given. */
export function guestVolumes(store: Storage, vmid?: number): Volume[] {
  return names(store)
    .map((name) => {
      try {
        return { ...parseVolname(store, name), store, name, volid: `${store.id}:${name}` };
      } catch {
        return undefined;
      }
    })
    .filter((each) => each !== undefined && (vmid === undefined || each.vmid === vmid))
    .filter((each) => each !== undefined)
    .sort((a, b) => (a.volid < b.volid ? -1 : 1));
}

function names(store: Storage): string[] {
  if (store.type === 'zfspool') return datasets(store);
  if (!isFileStorage(store)) return list(dirname(volumePath(volumeStub(store))));
  const images = contentDir(store, 'images');
  return list(images)
    .filter((folder) => /^[1-9]\d+$/.test(folder))
    .flatMap((folder) => list(`${images}/${folder}`).map((file) => `${folder}/${file}`))
    .filter((name) => !name.includes('@'))
    .map((name) => (store.type === 'btrfs' ? btrfsName(store, name) : withOrigin(store, name)));
}

const volumeStub = (store: Storage): Volume => ({
  store,
  name: 'x',
  volid: `${store.id}:x`,
  type: 'images',
  format: 'raw',
  file: 'x',
  isBase: false,
});

function btrfsName(store: Storage, name: string): string {
  if (/\.[a-z0-9]+$/.test(name)) return name;
  const raw = exists(`${contentDir(store, 'images')}/${name}/disk.raw`);
  return `${name}.${raw ? 'raw' : 'subvol'}`;
}

// A linked clone's full name tells its parent, which on a real host is the dataset's origin.
const originFile = (store: Storage, file: string): string =>
  `${sandboxState}/origins/${store.id}/${file}`;

function datasets(store: Storage): string[] {
  return [...list(storageRoot(store)), ...list(`/dev/zvol/${store.options.get('pool') ?? ''}`)]
    .filter((file) => /^(?:base|basevol|vm|subvol)-\d+-/.test(file))
    .map((file) => withOrigin(store, file));
}

/** The full name of a volume: with the base that it grows from. */
function withOrigin(store: Storage, name: string): string {
  const origin = readText(originFile(store, name.split('/').at(-1) ?? name));
  return origin === undefined ? name : `${origin}/${name}`;
}

/** Whether linked clones grow from a volume. */
export const isUsedBase = (each: Volume): boolean =>
  each.isBase && guestVolumes(each.store).some(({ parent }) => parent === each.name);

/** Removes a volume with its snapshots. */
export function removeVolume(each: Volume): void {
  if (isUsedBase(each)) {
    throw new Refusal(`base volume '${each.name}' is still in use by linked cloned`);
  }
  for (const snapshot of snapshotsOf(each)) dropSnapshot(each, snapshot);
  remove(treePath(each));
  remove(each.store.type === 'btrfs' ? btrfsSubvolume(each) : volumePath(each));
  remove(sizeFile(each));
  remove(originFile(each.store, each.file));
}

/** Names of a volume's snapshots. */
export function snapshotsOf(each: Volume): string[] {
  const stem = snapshotTreePath(each, '');
  const file = stem.slice(dirname(stem).length + 1);
  return list(dirname(stem))
    .filter((name) => name.startsWith(file))
    .map((name) => name.slice(file.length));
}

/** Keeps the volume's present content as a snapshot. */
export async function takeSnapshot(each: Volume, snapshot: string): Promise<void> {
  await copyTree(treePath(each), snapshotTreePath(each, snapshot));
  writeText(`${snapshotTreePath(each, snapshot)}.size`, `${volumeSize(each)}`);
  if (each.store.type === 'btrfs') {
    mkdirSync(hostPath(`${btrfsSubvolume(each)}@${snapshot}`), { recursive: true });
  }
}

/** Brings the content and the size of a snapshot back. */
export async function restoreSnapshot(each: Volume, snapshot: string): Promise<void> {
  await copyTree(snapshotTreePath(each, snapshot), treePath(each));
  const size = readText(`${snapshotTreePath(each, snapshot)}.size`);
  if (size !== undefined) setVolumeSize(each, Number(size));
}

/** Forgets a snapshot. */
export function dropSnapshot(each: Volume, snapshot: string): void {
  remove(snapshotTreePath(each, snapshot));
  remove(`${snapshotTreePath(each, snapshot)}.size`);
  if (each.store.type === 'btrfs') remove(`${btrfsSubvolume(each)}@${snapshot}`);
}

/** Renames a guest's volume to the base of later clones. @returns the base volume */
export function makeBase(each: Volume): Volume {
  const file = each.file.replace(/^subvol-/, 'basevol-').replace(/^vm-/, 'base-');
  const own = isFileStorage(each.store) ? `${each.vmid}/${file}` : file;
  const base = volume(`${each.store.id}:${own}`);
  const from = each.store.type === 'btrfs' ? btrfsSubvolume(each) : volumePath(each);
  const to = base.store.type === 'btrfs' ? btrfsSubvolume(base) : volumePath(base);
  const size = volumeSize(each);
  if (each.format !== 'subvol') move(treePath(each), treePath(base));
  move(from, to);
  setVolumeSize(base, size);
  remove(sizeFile(each));
  remove(originFile(each.store, each.file));
  return base;
}

function move(from: string, to: string): void {
  if (!exists(from)) return;
  mkdirSync(dirname(hostPath(to)), { recursive: true });
  renameSync(hostPath(from), hostPath(to));
}

/** Grows a new volume from a base, sharing its content. @returns the new volume */
export async function linkVolume(
  base: Volume,
  vmid: number,
  format = base.format,
): Promise<Volume> {
  const name = freeVolumeName(base.store, vmid, format);
  const made = makeVolume(base.store, name, volumeSize(base));
  await copyTree(treePath(base), treePath(made));
  const tellsOrigin =
    base.store.type === 'zfspool' || (isFileStorage(base.store) && base.store.type !== 'btrfs');
  if (!tellsOrigin) return made;
  const origin = base.parent === undefined ? base.name : base.name.slice(base.parent.length + 1);
  writeText(originFile(made.store, made.file), origin);
  return volume(`${base.store.id}:${origin}/${made.name}`);
}
