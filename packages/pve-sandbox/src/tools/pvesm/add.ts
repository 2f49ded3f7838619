import { mkdirSync } from 'node:fs';
import { mountPoints } from '../../host/disks/mount-points.ts';
import { findDataset } from '../../host/zfs/datasets.ts';
import { mountPropertyOf } from '../../host/zfs/mount-point.ts';
import { pool } from '../../host/zfs/pools.ts';
import { noteChange } from '../../record/note.ts';
import { exists, readText, writeText } from '../../state/files.ts';
import { withLock } from '../../state/locks.ts';
import { hostPath } from '../../state/paths.ts';
import { messageOf, Refusal } from '../../state/refusal.ts';
import {
  contentTypes,
  loadStorages,
  type Storage,
  writeStorages,
} from '../../state/storage-cfg.ts';
import { err } from '../../state/talk.ts';
import { contentDir, storageRoot } from '../../state/volume-paths.ts';
import type { Handler } from '../cli/dispatch.ts';
import { storageTypes } from '../schema/storage-types.ts';
import { storageOptions } from './options.ts';

/** The lock of storage.cfg; a cluster's, in Proxmox's own file system. */
export const storageCfgLock = '/etc/pve/priv/lock/file-storage_cfg';

/** `pvesm add` */
export const add: Handler = async ({ params }, command) => {
  const type = params.get('type') ?? '';
  const id = params.get('storage') ?? '';
  refuseIncomplete(type, params);
  const options = storageOptions(type, params, command);
  const password = options.get('password');
  options.delete('password');
  if (options.get('disable') === '0') options.delete('disable');
  const added: Storage = { type, id, options };
  await withLock(storageCfgLock, 10, 4, () => {
    try {
      const storages = loadStorages();
      if (storages.some((each) => each.id === id)) {
        throw new Refusal(`storage ID '${id}' already defined`);
      }
      activate(added);
      if (password !== undefined) keepPassword(added, password);
      noteChange();
      writeStorages([...storages, added]);
    } catch (error) {
      const exit = error instanceof Refusal ? error.exit : 255;
      throw new Refusal(`create storage failed: ${messageOf(error)}`, exit);
    }
  });
};

/** A password is in a file that only root reads, never in storage.cfg. */
function keepPassword({ id, type }: Storage, password: string): void {
  const text = type === 'cifs' ? `password=${password}\n` : `${password}\n`;
  writeText(`/etc/pve/priv/storage/${id}.pw`, text, 0o600);
}

function refuseIncomplete(type: string, params: ReadonlyMap<string, string>): void {
  for (const [key, kind] of Object.entries(storageTypes[type]?.options ?? {})) {
    if (kind === 'fixed' && !params.has(key)) {
      if (key === 'path' && type !== 'dir' && type !== 'btrfs') continue;
      throw new Refusal(`missing value for required option '${key}'`, 2);
    }
  }
}

/** Looks whether what the storage stands on is there, and makes its directories. */
function activate(store: Storage): void {
  const root = storageRoot(store);
  const { options, type, id } = store;
  switch (type) {
    case 'zfspool':
      activatePool(store);
      return;
    case 'lvmthin':
      if (!exists(`/dev/${options.get('vgname')}/${options.get('thinpool')}`)) {
        throw new Refusal(
          `no such logical volume ${options.get('vgname')}/${options.get('thinpool')}`,
        );
      }
      return;
    case 'lvm':
      if (!exists(`/dev/${options.get('vgname')}`)) {
        throw new Refusal(`no such volume group '${options.get('vgname')}'`);
      }
      return;
    case 'pbs':
      return;
    case 'btrfs':
      if (!isBtrfs(root)) throw new Refusal(`'${root}' is not a btrfs file system`, 2);
      break;
    case 'nfs':
    case 'cifs':
      if (!exists(root)) throw new Refusal(`storage '${id}' is not online`, 1);
      break;
    default:
  }
  if (isOn(options.get('is_mountpoint')) && !isMountPoint(root)) {
    throw new Refusal(
      `unable to activate storage '${id}' - directory is expected to be a mount point but is not mounted: '${root}'`,
    );
  }
  makeDirectories(store);
}

/** Imports the pool where it is not yet; without a mount point of its own it gets the dataset's. */
function activatePool({ id, options }: Storage): void {
  const dataset = options.get('pool') ?? '';
  const top = dataset.split('/')[0] ?? '';
  const found = findDataset(dataset);
  const place = found === undefined ? undefined : mountPropertyOf(found.pool, dataset);
  if (place?.startsWith('/') === true) {
    const given = options.get('mountpoint');
    if (given === undefined) options.set('mountpoint', place);
    else if (given.replace(/\/$/, '') !== place) {
      err(
        `warning for ${id} - mountpoint: ${given} does not match current mount point: ${place}\n`,
      );
    }
  }
  if (pool(top) !== undefined) return;
  throw new Refusal(
    `could not activate storage '${id}', zfs error: cannot import '${top}': no such pool available\n`,
    2,
  );
}

const isOn = (value: string | undefined): boolean =>
  value !== undefined && !/^(?:0|no)$/.test(value);

function makeDirectories(store: Storage): void {
  mkdirSync(hostPath(storageRoot(store)), { recursive: true });
  const types = ['images', 'vztmpl', 'iso', 'snippets', 'import', 'backup'] as const;
  for (const type of types) {
    const holds =
      contentTypes(store).includes(type) ||
      (type === 'images' && contentTypes(store).includes('rootdir'));
    if (holds) mkdirSync(hostPath(contentDir(store, type)), { recursive: true });
  }
}

/** Known mounts: those of disks and pools, those that fstab names, and those that a storage already stands on. */
function isMountPoint(path: string): boolean {
  return (
    fstabHas(path) ||
    mountPoints().some(({ target }) => target === path) ||
    loadStorages().some((each) => each.options.has('is_mountpoint') && storageRoot(each) === path)
  );
}

function isBtrfs(path: string): boolean {
  const below = (root: string) => path === root || path.startsWith(`${root}/`);
  return (
    fstabHas(path, 'btrfs') ||
    loadStorages().some((each) => each.type === 'btrfs' && below(storageRoot(each)))
  );
}

function fstabHas(path: string, type?: string): boolean {
  return (readText('/etc/fstab') ?? '').split('\n').some((line) => {
    const [, target, kind] = line.split(/\s+/);
    return target === path && (type === undefined || kind === type);
  });
}
