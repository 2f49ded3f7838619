import { Refusal } from '../../state/refusal.ts';
import { enabledStorage, type Storage } from '../../state/storage-cfg.ts';
import { out } from '../../state/talk.ts';
import { type Volume, volume } from '../../state/volume-ids.ts';
import { volumePath } from '../../state/volume-paths.ts';
import { freeVolumeName, isFileStorage, makeVolume, volumeExists } from '../../state/volumes.ts';
import { withStorageLock } from '../pct/disks.ts';
import { storageTypes } from '../schema/storage-types.ts';

/** How a volume is to be made. */
export interface Wanted {
  bytes: number;
  format: string;
  /** `vm-ID-cloudinit` and alike; the first free disk name otherwise. */
  name?: string;
}

/** The format that a storage gives a disk for which none is asked. */
export function defaultFormat(store: Storage): string {
  const own = store.options.get('format') ?? storageTypes[store.type]?.defaultFormat ?? 'raw';
  return own === 'subvol' ? 'raw' : own;
}

/** The formats of a type that lists none: block devices have no other than raw. */
function formatsOf(store: Storage): readonly string[] {
  const listed = storageTypes[store.type]?.formats ?? [];
  return listed.length === 0 ? ['raw'] : listed;
}

/** The format of a copy: the one that is asked for or the source's, where the storage can have it. */
export function copyFormat(store: Storage, asked: string | undefined, source = 'raw'): string {
  const wanted = asked ?? source;
  return formatsOf(store).includes(wanted) ? wanted : defaultFormat(store);
}

/** Makes an empty volume for a virtual machine under the storage's lock. */
export async function allocateDisk(
  storeId: string,
  vmid: number,
  { bytes, format, name }: Wanted,
): Promise<Volume> {
  const store = enabledStorage(storeId);
  if (!formatsOf(store).includes(format)) {
    throw new Refusal(`unsupported format '${format}'`);
  }
  const made = await withStorageLock(store, 255, () => {
    const full = name === undefined ? undefined : namedVolume(store, vmid, name, format);
    const wanted = full ?? freeVolumeName(store, vmid, format);
    refuseExisting(store, wanted);
    return makeVolume(store, wanted, bytes);
  });
  tellOfFormatting(made, bytes);
  return made;
}

function refuseExisting(store: Storage, name: string): void {
  const there = volume(`${store.id}:${name}`);
  if (volumeExists(there)) throw new Refusal(`disk image '${volumePath(there)}' already exists`);
}

function namedVolume(store: Storage, vmid: number, name: string, format: string): string {
  return isFileStorage(store) ? `${vmid}/${name}.${format}` : name;
}

/** The words of the program that makes the volume; a client may watch for them. */
function tellOfFormatting(made: Volume, bytes: number, base?: Volume): void {
  const { store, format } = made;
  if (store.type === 'lvm' || store.type === 'lvmthin') {
    out(`  Logical volume "${made.file}" created.\n`);
  }
  if (!isFileStorage(store) || store.type === 'btrfs') return;
  const path = volumePath(made);
  if (format !== 'qcow2') {
    out(`Formatting '${path}', fmt=${format} size=${bytes} preallocation=off\n`);
    return;
  }
  const cluster = base === undefined ? 65536 : 131072;
  const prealloc = base?.format === 'raw' ? 'off' : 'metadata';
  const backing =
    base === undefined
      ? ''
      : ` backing_file=../${base.vmid}/${base.file} backing_fmt=${base.format}`;
  out(
    `Formatting '${path}', fmt=qcow2 cluster_size=${cluster} extended_l2=${base === undefined ? 'off' : 'on'} preallocation=${prealloc} compression_type=zlib size=${bytes}${backing} lazy_refcounts=off refcount_bits=16\n`,
  );
}

/** Tells of a linked clone as the storages of files do. */
export function tellOfLink(base: Volume, made: Volume, bytes: number): void {
  if (!isFileStorage(made.store) || made.store.type === 'btrfs') return;
  const { file, vmid } = made;
  out(
    `clone ${base.name}: images, ${file}, ${vmid} to ${file} (base=../${base.vmid}/${base.file})\n`,
  );
  tellOfFormatting(made, bytes, base);
}
