import { noteChange } from '../../record/note.ts';
import { Refusal } from '../../state/refusal.ts';
import { parseSize } from '../../state/sizes.ts';
import { enabledStorage, type Storage } from '../../state/storage-cfg.ts';
import { out } from '../../state/talk.ts';
import { parseVolname } from '../../state/volume-ids.ts';
import { volumePath } from '../../state/volume-paths.ts';
import { freeVolumeName, isFileStorage, makeVolume } from '../../state/volumes.ts';
import type { Handler } from '../cli/dispatch.ts';
import { withStorageLock } from '../pct/disks.ts';
import { storageTypes } from '../schema/storage-types.ts';

/** `pvesm alloc` */
export const alloc: Handler = async ({ params }) => {
  const store = enabledStorage(params.get('storage') ?? '');
  const vmid = Number(params.get('vmid'));
  const name = params.get('filename') ?? '';
  const wanted = params.get('format') ?? formatOf(store, name);
  // Without a unit the size is in KiB.
  const text = params.get('size') ?? '';
  const bytes = (parseSize(text) ?? 0) * (/\d$/.test(text) ? 1024 : 1);
  const made = await withStorageLock(store, 4, () => {
    noteChange();
    const full = name === '' ? freeVolumeName(store, vmid, wanted) : given(store, vmid, name);
    return makeVolume(store, full, bytes);
  });
  if (isFileStorage(store) && store.type !== 'btrfs') {
    out(`Formatting '${volumePath(made)}', fmt=${made.format} size=${bytes} preallocation=off\n`);
  }
  out(`successfully created '${made.volid}'\n`);
};

function formatOf(store: Storage, name: string): string {
  const ending = /\.(raw|qcow2|vmdk|subvol)$/.exec(name)?.[1];
  return ending ?? storageTypes[store.type]?.defaultFormat ?? 'raw';
}

function given(store: Storage, vmid: number, name: string): string {
  if (isFileStorage(store)) {
    parseVolname(store, `${vmid}/${name}`);
    return `${vmid}/${name}`;
  }
  if (!new RegExp(`^(?:vm|subvol)-${vmid}-`).test(name)) {
    throw new Refusal(`illegal name '${name}' - should be 'vm-${vmid}-*'`);
  }
  return name;
}
