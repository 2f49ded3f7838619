/** One storage of /etc/pve/storage.cfg. */
export interface Storage {
  readonly id: string;
  /** dir, zfspool, lvmthin, btrfs, nfs, ... */
  readonly type: string;
  readonly content: ReadonlySet<string>;
  /** Directory of file-based storages. */
  readonly path: string | undefined;
  /** ZFS dataset of a zfspool. */
  readonly pool: string | undefined;
  readonly mountpoint: string | undefined;
  readonly disabled: boolean;
}

const HEADER = /^([a-z0-9]+):\s*(\S+)\s*$/i;
const PAIR = /^\s+([\w-]+)(?:\s+(.*?))?\s*$/;

/** Reads storage.cfg; sections are `type: id` with indented `key value` lines. */
export function parseStorages(text: string): ReadonlyMap<string, Storage> {
  const result = new Map<string, Storage>();
  let current: { type: string; id: string; keys: Map<string, string> } | undefined;
  const close = () => {
    if (current) result.set(current.id, toStorage(current.type, current.id, current.keys));
  };
  for (const line of text.split('\n')) {
    const header = HEADER.exec(line) as [line: string, type: string, id: string] | null;
    if (header) {
      close();
      current = { type: header[1], id: header[2], keys: new Map() };
      continue;
    }
    const [, key, value = ''] = PAIR.exec(line) ?? [];
    if (key !== undefined) current?.keys.set(key, value);
  }
  close();
  return result;
}

function toStorage(type: string, id: string, keys: ReadonlyMap<string, string>): Storage {
  const content = keys.get('content') ?? 'images,rootdir';
  return {
    id,
    type,
    content: new Set(content.split(',').map((word) => word.trim())),
    path: keys.get('path'),
    pool: keys.get('pool'),
    mountpoint: keys.get('mountpoint'),
    disabled: keys.has('disable'),
  };
}

/**
 * Directory of a container volume where the host sees its files without mounting anything:
 * the subvolumes of zfspool, btrfs and dir storages. Undefined for images and block devices.
 */
export function volumeDirectory(storage: Storage, volume: string): string | undefined {
  if (!/(^|\/)subvol-\d+-disk-\d+(\.subvol)?$/.test(volume)) return undefined;
  if (storage.type === 'zfspool' && storage.pool !== undefined)
    return `${storage.mountpoint ?? `/${storage.pool}`}/${volume}`;
  if (storage.type === 'btrfs' && storage.path !== undefined)
    return `${storage.path}/images/${volume.replace(/\.subvol$/, '')}`;
  if (storage.type === 'dir' && storage.path !== undefined)
    return `${storage.path}/images/${volume}`;
  return undefined;
}

/** Whether Proxmox can take snapshots of container volumes of this format on this storage. */
export function takesSnapshots(storage: Storage): boolean {
  return ['zfspool', 'zfs', 'lvmthin', 'btrfs', 'rbd'].includes(storage.type);
}
