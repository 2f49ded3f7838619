import { layImage } from '../../machine/image.ts';
import { exists } from '../../state/files.ts';
import { Refusal } from '../../state/refusal.ts';
import { enabledStorage } from '../../state/storage-cfg.ts';
import { out } from '../../state/talk.ts';
import { copyTree } from '../../state/trees.ts';
import { type Volume, volume } from '../../state/volume-ids.ts';
import { treePath, volumePath } from '../../state/volume-paths.ts';
import { volumeSize } from '../../state/volumes.ts';
import { stepTo } from '../job/phases.ts';
import { allocateDisk, copyFormat } from './allocate.ts';
import { copying } from './copying.ts';
import { imageBytes } from './image-bytes.ts';
import { transfer } from './transfer.ts';

/** Where an imported disk goes. */
export interface Target {
  vmid: number;
  storeId: string;
  format: string | undefined;
  /** Learns of the volume as soon as there is one, for who has to clean up. */
  made(volume: Volume): void;
}

/** Whether the source of an import is a file of the host and not a volume. */
const isPath = (source: string): boolean => source.startsWith('/');

/** Makes a volume with the content of a file or of another volume. @throws Refusal */
export async function importDisk(source: string, target: Target): Promise<Volume> {
  return isPath(source) ? await importFile(source, target) : await importVolume(source, target);
}

/** Makes a volume with the content of an image file of the host. */
export async function importFile(path: string, target: Target): Promise<Volume> {
  if (!exists(path)) throw new Refusal(`can't find file '${path}'`);
  const bytes = imageBytes(path);
  const format = copyFormat(enabledStorage(target.storeId), target.format);
  const to = await stepTo(
    allocateDisk(target.storeId, target.vmid, { bytes, format }),
    target.made,
  );
  await copying(path, formatOf(path), to, () =>
    transfer(bytes, () => layImage(path, treePath(to))),
  );
  return to;
}

async function importVolume(source: string, target: Target): Promise<Volume> {
  const from = volume(source);
  const path = volumePath(from);
  if (!exists(path)) throw new Refusal(`failed to stat '${path}'`);
  const isImage = from.type !== 'images';
  const bytes = isImage ? imageBytes(path) : volumeSize(from);
  const store = enabledStorage(target.storeId);
  out(`create full clone of drive (${source})\n`);
  const format = copyFormat(store, target.format, from.format);
  const to = await stepTo(
    allocateDisk(target.storeId, target.vmid, { bytes, format }),
    target.made,
  );
  out(`allocated target volume '${to.volid}'\n`);
  await copying(path, from.format, to, () =>
    transfer(bytes, () =>
      isImage ? layImage(path, treePath(to)) : copyTree(treePath(from), treePath(to)),
    ),
  );
  return to;
}

const formatOf = (path: string): string => /\.(qcow2|vmdk)$/.exec(path)?.[1] ?? 'raw';
