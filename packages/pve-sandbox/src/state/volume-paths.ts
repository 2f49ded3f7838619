import { sandboxState } from './paths.ts';
import type { Storage } from './storage-cfg.ts';
import type { Volume, VolumeName } from './volume-ids.ts';

const contentDirs: Record<VolumeName['type'], string> = {
  images: 'images',
  vztmpl: 'template/cache',
  iso: 'template/iso',
  snippets: 'snippets',
  import: 'import',
  backup: 'dump',
};

/** The directory that holds a kind of content on a storage of files. */
export function contentDir(store: Storage, type: VolumeName['type']): string {
  const moved = new Map(
    (store.options.get('content-dirs') ?? '')
      .split(',')
      .map((pair) => pair.split('='))
      .map(([key = '', value = '']) => [key, value.replace(/^\//, '')]),
  ).get(type);
  return `${storageRoot(store)}/${moved ?? contentDirs[type]}`;
}

/** Where a storage of files or a ZFS pool is mounted. */
export function storageRoot(store: Storage): string {
  const { options, type, id } = store;
  if (type === 'zfspool') return options.get('mountpoint') ?? `/${options.get('pool') ?? ''}`;
  return options.get('path') ?? `/mnt/pve/${id}`;
}

/** Where a volume is on the host, as `pvesm path` tells. */
export function volumePath(volume: Volume): string {
  const { store, file, format, type, vmid } = volume;
  switch (store.type) {
    case 'zfspool':
      return format === 'subvol'
        ? `${storageRoot(store)}/${file}`
        : `/dev/zvol/${store.options.get('pool') ?? ''}/${file}`;
    case 'lvm':
    case 'lvmthin':
      return `/dev/${store.options.get('vgname') ?? ''}/${file}`;
    case 'rbd':
      return `/dev/rbd/${store.options.get('pool') ?? 'rbd'}/${file}`;
    default:
  }
  const directory = contentDir(store, type);
  if (type !== 'images') return `${directory}/${file}`;
  const whole = `${directory}/${vmid}/${file}`;
  if (store.type !== 'btrfs') return whole;
  return format === 'raw' ? `${btrfsSubvolume(volume)}/disk.raw` : btrfsSubvolume(volume);
}

/** On btrfs every volume is a subvolume; a raw one holds a file `disk.raw`. */
export function btrfsSubvolume(volume: Volume): string {
  const bare = volume.file.replace(/\.(?:raw|subvol)$/, '');
  return `${contentDir(volume.store, 'images')}/${volume.vmid}/${bare}`;
}

/** The directory with a volume's file tree: itself, or beside the file that stands for it. */
export function treePath(volume: Volume): string {
  return volume.format === 'subvol'
    ? volumePath(volume)
    : `${sandboxState}/trees/${volume.store.id}/${ownName(volume)}`;
}

/** The directory with a snapshot's file tree. */
export function snapshotTreePath(volume: Volume, snapshot: string): string {
  return `${sandboxState}/snapshots/${volume.store.id}/${ownName(volume)}@${snapshot}`;
}

/** A volume's name without the base that a linked clone grows from. */
function ownName({ name, parent, file, vmid }: Volume): string {
  if (parent === undefined) return name;
  return parent.includes('/') ? `${vmid}/${file}` : file;
}
