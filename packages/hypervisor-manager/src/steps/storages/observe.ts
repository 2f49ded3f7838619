import { parseStorages, type Storage } from '@phoenix/shared-runtime/pve';
import type { Look } from '../../setup/step.ts';

/** The storages of the host by id; pvesm is not asked, it costs a Perl start. */
export type StorageFacts = ReadonlyMap<string, Storage>;

export async function observe(host: Look): Promise<StorageFacts> {
  return parseStorages(host.read('/etc/pve/storage.cfg') ?? '');
}
