import { storage } from '../../state/storage-cfg.ts';
import { out } from '../../state/talk.ts';
import type { VmConf } from '../../state/vm-conf.ts';
import { drives, isCdrom, isVolume } from '../../state/vm-drives.ts';
import { splitVolid } from '../../state/volume-ids.ts';
import { isFileStorage, makeVolume } from '../../state/volumes.ts';
import { enter } from '../job/phases.ts';
import { withStorageLock } from '../pct/disks.ts';
import { bytesText } from './transfer.ts';
import { memoryBytes } from './vm-figures.ts';

/** Saves a running machine's memory for a snapshot. @returns the lines that tell of it */
export async function saveState(
  id: number,
  name: string,
  { values }: VmConf,
): Promise<Map<string, string>> {
  const disk = drives(values).find((drive) => isVolume(drive) && !isCdrom(drive));
  const ofDisk = disk === undefined ? 'local' : splitVolid(disk.file).storeId;
  const store = storage(values.get('vmstatestorage') ?? ofDisk);
  const memory = memoryBytes(values);
  const bare = `vm-${id}-state-${name}`;
  const full = isFileStorage(store) ? `${id}/${bare}.raw` : bare;
  const made = await withStorageLock(store, 255, () =>
    makeVolume(store, full, memory * 2 + 500 * 2 ** 20),
  );
  out(`saving VM state and RAM using storage '${store.id}'\n`);
  await enter('saving', 1);
  out(`completed saving the VM state in 1s, saved ${bytesText(memory)}\n`);
  return new Map([
    ['vmstate', made.volid],
    ['runningcpu', 'kvm64,enforce,+kvm_pv_eoi,+kvm_pv_unhalt,+lahf_lm,+sep'],
    ['runningmachine', 'pc-i440fx-10.0+pve0'],
  ]);
}
