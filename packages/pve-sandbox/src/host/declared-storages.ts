import { type Declared, guests, type JsonObject, object, text, values } from './declared.ts';
import { local, localZfs, type Storage } from './storage-cfg.ts';

/** A dataset as the host's setup would make it, and the storage on it where it is to be one. */
export type Dataset = { pool: string; name: string; storage: Storage | undefined };

/** The ZFS datasets that the hypervisor file declares. */
export function datasets({ hypervisor }: Declared): Dataset[] {
  const ids = values(hypervisor.proxmox_storage_ids).flatMap((id) => text(id) ?? []);
  return values(object(hypervisor.zfs).datasets)
    .map(object)
    .flatMap((dataset) => {
      const pool = text(dataset.pool);
      const name = text(dataset.name);
      return pool === undefined || name === undefined
        ? []
        : [{ pool, name, storage: storageOn(dataset, pool, name, ids) }];
    });
}

function storageOn(
  dataset: JsonObject,
  pool: string,
  name: string,
  ids: readonly string[],
): Storage | undefined {
  const type = text(dataset.proxmox_storage_type);
  if (type === undefined) return undefined;
  const usual = [`${pool}-${name}`, name].find((id) => ids.includes(id));
  const id = usual ?? (name.startsWith(`${pool}-`) ? name : `${pool}-${name}`);
  const content = text(dataset.proxmox_content_type)?.replaceAll(' ', '');
  if (type !== 'zfspool') {
    return { type: 'dir', id, options: { path: `/${pool}/${name}`, content: content ?? 'images' } };
  }
  return {
    type,
    id,
    options: { pool: `${pool}/${name}`, content: content ?? 'images,rootdir' },
  };
}

/**
 * Every storage that the configuration refers to: those on declared datasets, and for any other
 * name a ZFS pool of its own dataset.
 */
export function storages(declared: Declared): Storage[] {
  const found = new Map([local, localZfs].map((storage) => [storage.id, storage]));
  for (const { storage } of datasets(declared)) {
    if (storage !== undefined && !found.has(storage.id)) found.set(storage.id, storage);
  }
  for (const id of namedStorages(declared)) {
    if (found.has(id) || !/^[A-Za-z][\w.-]*$/.test(id)) continue;
    const options = { pool: `rpool/${id}`, content: 'images,rootdir' };
    found.set(id, { type: 'zfspool', id, options });
  }
  return [...found.values()];
}

/** Storages that guests, their volumes and the defaults name. */
function namedStorages(declared: Declared): string[] {
  const all = guests(declared).flatMap((guest) => [
    guest.storage_pool,
    ...[...values(guest.volumes), ...values(guest.zfs_volumes)].map(
      (volume) => object(volume).pool,
    ),
  ]);
  const defaults = [
    object(declared.machines.vm_defaults).storage_pool,
    ...values(declared.hypervisor.proxmox_storage_ids),
  ];
  return [...all, ...defaults].flatMap((name) => text(name) ?? []);
}
