import { Refusal } from '../../state/refusal.ts';
import { formatSize } from '../../state/sizes.ts';
import { enabledStorage } from '../../state/storage-cfg.ts';
import { out } from '../../state/talk.ts';
import type { VmSection } from '../../state/vm-conf.ts';
import {
  byBus,
  changedDrive,
  type Drive,
  drives,
  driveText,
  isCloudInit,
  parseDrive,
} from '../../state/vm-drives.ts';
import { splitVolid, type Volume, volume } from '../../state/volume-ids.ts';
import { isFileStorage, removeVolume, volumeExists, volumeSize } from '../../state/volumes.ts';
import { stepTo } from '../job/phases.ts';
import { newVolume } from '../pct/disks.ts';
import { allocateDisk, copyFormat, defaultFormat } from './allocate.ts';
import { importDisk } from './import-disk.ts';

const cloudInitBytes = 4 * 2 ** 20;
/** QEMU's variable stores have sizes of their own, whatever is asked for. */
const fixedBytes: Record<string, number> = { efidisk: 540_672, tpmstate: 4 * 2 ** 20 };

/**
 * Makes the volumes of new drives, bus by bus, and answers each drive's value as it is stored. What
 * was made is removed when one fails.
 * @param given drives by key, as on a command line
 * @param confs sections in which no other cloud-init drive may be
 */
export async function createDisks(
  vmid: number,
  given: ReadonlyMap<string, string>,
  confs: readonly VmSection[],
): Promise<{ stored: Map<string, string>; made: Volume[] }> {
  const stored = new Map<string, string>();
  const made: Volume[] = [];
  try {
    for (const key of [...given.keys()].sort(byBus)) {
      const drive = parseDrive(key, given.get(key) ?? '');
      const place = { vmid, confs: [...confs, { values: stored }], made };
      stored.set(key, driveText(await createDisk(drive, place)));
    }
  } catch (error) {
    for (const each of made) if (volumeExists(each)) removeVolume(each);
    throw error;
  }
  return { stored, made };
}

/** Whose drive it is, what that VM has already, and what has been made so far. */
interface Place {
  readonly vmid: number;
  readonly confs: readonly VmSection[];
  readonly made: Volume[];
}

async function createDisk(drive: Drive, place: Place): Promise<Drive> {
  const { vmid, made } = place;
  const { key, file } = drive;
  if (file === 'none' || file === 'cdrom' || file.startsWith('/')) {
    return changedDrive(drive, { size: undefined });
  }
  if (/:cloudinit$/.test(file)) {
    return told(await cloudInitDisk(drive, place));
  }
  const wanted = newVolume(file);
  const source = drive.values.get('import-from');
  if (wanted === undefined && source === undefined) return existing(drive);
  const storeId = wanted?.storeId ?? splitVolid(file).storeId;
  const format = drive.values.get('format');
  if (source !== undefined) {
    const disk = await importDisk(source, {
      vmid,
      storeId,
      format,
      made: (each) => made.push(each),
    });
    return told(asStored(drive, disk, volumeSize(disk)));
  }
  const bytes = fixedBytes[key.replace(/\d+$/, '')] ?? wanted?.bytes ?? 0;
  const kind = key.startsWith('tpmstate')
    ? 'raw'
    : (format ?? defaultFormat(enabledStorage(storeId)));
  const work = allocateDisk(storeId, vmid, { bytes, format: kind });
  const disk = await stepTo(work, (one) => made.push(one));
  return told(asStored(drive, disk, bytes));
}

function told(drive: Drive): Drive {
  out(`${drive.key}: successfully created disk '${driveText(drive)}'\n`);
  return drive;
}

const asStored = (drive: Drive, { volid }: Volume, bytes: number): Drive =>
  changedDrive(drive, {
    file: volid,
    size: formatSize(bytes),
    format: undefined,
    'import-from': undefined,
  });

async function cloudInitDisk(drive: Drive, { vmid, confs, made }: Place): Promise<Drive> {
  const { key, file } = drive;
  const attached = confs
    .flatMap(({ values }) => drives(values))
    .find((each) => each.key !== key && isCloudInit(each));
  if (attached !== undefined) {
    throw new Refusal(`${key} - cloud-init drive is already attached at '${attached.key}'`);
  }
  const store = enabledStorage(splitVolid(file).storeId);
  const usual = isFileStorage(store) ? 'qcow2' : 'raw';
  const format = copyFormat(store, drive.values.get('format'), usual);
  const name = `vm-${vmid}-cloudinit`;
  const work = allocateDisk(store.id, vmid, { bytes: cloudInitBytes, format, name });
  const disk = await stepTo(work, (one) => made.push(one));
  return changedDrive(drive, { file: disk.volid, media: 'cdrom', format: undefined });
}

/** A drive on a volume that is there already, with its size. */
function existing(drive: Drive): Drive {
  const found = volume(drive.file);
  enabledStorage(found.store.id);
  if (!volumeExists(found)) throw new Refusal(`volume '${drive.file}' does not exist`);
  return changedDrive(drive, { size: formatSize(volumeSize(found)) });
}
