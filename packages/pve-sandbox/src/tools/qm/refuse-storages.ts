import { contentTypes, enabledStorage, storage } from '../../state/storage-cfg.ts';
import { parseDrive } from '../../state/vm-drives.ts';
import { splitVolid, volume } from '../../state/volume-ids.ts';
import { parameterRefusal } from '../cli/arguments.ts';
import { newVolume } from '../pct/disks.ts';

/** Refuses drives whose storage cannot hold them, before anything is done. */
export function refuseStorages(drives: ReadonlyMap<string, string>, usage: string): void {
  for (const [key, value] of drives) {
    const { file, values } = parseDrive(key, value);
    if (file === 'none' || file === 'cdrom' || file.startsWith('/')) continue;
    if (/:cloudinit$/.test(file)) continue;
    const wanted = newVolume(file);
    if (wanted === undefined) {
      splitVolid(file);
      if (!values.has('import-from')) refuseOtherContent(key, file, usage);
      continue;
    }
    refuseOtherSource(key, values.get('import-from'), usage);
    storage(wanted.storeId);
    refuseWithoutImages(wanted.storeId, usage);
  }
}

function refuseOtherContent(key: string, volid: string, usage: string): void {
  if (['images', 'iso'].includes(volume(volid).type)) return;
  throw parameterRefusal([[key, "content type needs to be 'images' or 'iso'"]], usage, 255);
}

function refuseOtherSource(key: string, source: string | undefined, usage: string): void {
  if (source === undefined || source.startsWith('/')) return;
  const { type } = volume(source);
  if (type === 'images' || type === 'import') return;
  const wrong = `${source} has wrong type '${type}' - needs to be 'images' or 'import'`;
  throw parameterRefusal([[key, wrong]], usage, 255);
}

/** Refuses a storage that cannot hold disks. @param usage of the command that names it */
function refuseWithoutImages(storeId: string, usage: string): void {
  if (contentTypes(enabledStorage(storeId)).includes('images')) return;
  const wrong = `storage '${storeId}' does not support vm images`;
  throw parameterRefusal([['storage', wrong]], usage, 255);
}
