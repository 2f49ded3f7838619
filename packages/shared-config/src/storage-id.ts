import type { HypervisorConfig, ZfsDataset } from './hypervisor-config.ts';

/**
 * The id of the Proxmox storage that a dataset becomes: what `proxmox_storage_ids` says for
 * POOL_DATASET with dashes as underscores, else POOL-DATASET.
 */
export function storageIdOf(
  { pool, name }: Pick<ZfsDataset, 'pool' | 'name'>,
  { proxmox_storage_ids: ids }: Pick<HypervisorConfig, 'proxmox_storage_ids'>,
): string {
  const flat = name.replaceAll('/', '-');
  return ids[`${pool}_${flat.replaceAll('-', '_')}`] ?? `${pool}-${flat}`;
}
