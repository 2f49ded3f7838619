import { type Declared, type HypervisorConfig, storageIdOf } from '@phoenix/shared-config';

/** What a storage has to take, and for whom. */
export interface StorageNeed {
  readonly storage: string;
  /** As Proxmox names it: rootdir, images, vztmpl, iso, snippets, backup. */
  readonly content: string;
  /** Undefined: for the host itself. */
  readonly guest?: number;
}

/** What the declared guests and datasets ask of storages. */
export function storageNeeds({ lxc, vms, hypervisor }: Declared): StorageNeed[] {
  const needs: StorageNeed[] = datasetNeeds(hypervisor);
  for (const { pool } of Object.values(hypervisor.shared_zfs_volumes))
    needs.push({ storage: pool, content: 'images' });
  for (const guest of lxc.values()) {
    const pools = [
      guest.storage_pool,
      ...[...guest.zfs_volumes, ...guest.volumes].map(({ pool }) => pool),
    ];
    for (const storage of pools) needs.push({ storage, content: 'rootdir', guest: guest.id });
    const archives = /^([^/:]+):vztmpl\//.exec(guest.template ?? '')?.[1];
    if (archives !== undefined)
      needs.push({ storage: archives, content: 'vztmpl', guest: guest.id });
  }
  for (const guest of vms.values()) {
    needs.push({ storage: guest.storage_pool, content: 'images', guest: guest.id });
    for (const { value } of guest.qm_options) {
      const isos = /^([^/:,]+):iso\//.exec(value)?.[1];
      if (isos !== undefined) needs.push({ storage: isos, content: 'iso', guest: guest.id });
    }
  }
  return needs;
}

function datasetNeeds(config: HypervisorConfig): StorageNeed[] {
  return config.zfs.datasets.flatMap((dataset) => {
    if (dataset.proxmox_storage_type === undefined) return [];
    const storage = storageIdOf(dataset, config);
    return dataset.proxmox_content_type.map((content) => ({ storage, content }));
  });
}

/** Storages that phoenix setup makes. */
export function declaredStorages({ hypervisor }: Pick<Declared, 'hypervisor'>): Set<string> {
  return new Set(datasetNeeds(hypervisor).map(({ storage }) => storage));
}

/** The guests of needs, each once. */
export function guestsOf(needs: readonly Pick<StorageNeed, 'guest'>[]): number[] {
  return [...new Set(needs.flatMap(({ guest }) => guest ?? []))];
}

/** `for 950, 951`, or for the host itself. */
export function forGuests(guests: readonly number[]): string {
  return guests.length === 0 ? 'for the host' : `for ${guests.join(', ')}`;
}
