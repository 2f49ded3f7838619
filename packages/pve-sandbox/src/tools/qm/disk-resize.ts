import { noteChange } from '../../record/note.ts';
import { Refusal } from '../../state/refusal.ts';
import { formatSize, parseSize } from '../../state/sizes.ts';
import { enabledStorage } from '../../state/storage-cfg.ts';
import { out } from '../../state/talk.ts';
import { changedDrive, type Drive, driveText, isCdrom, parseDrive } from '../../state/vm-drives.ts';
import { isVmRunning } from '../../state/vm-running.ts';
import { loadVm, refuseVmLocked, withVmLock, writeVm } from '../../state/vms.ts';
import { type Volume, volume } from '../../state/volume-ids.ts';
import { volumePath } from '../../state/volume-paths.ts';
import { isFileStorage, setVolumeSize, volumeExists, volumeSize } from '../../state/volumes.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runJob } from '../job/job.ts';
import { enter } from '../job/phases.ts';

/** `qm disk resize`, `qm resize`: exits 0 whatever becomes of it. */
export const diskResize: Handler = async ({ params }, { exitReflectsTask }) => {
  const id = Number(params.get('vmid'));
  const job = { type: 'resize', id: `${id}`, exitReflectsTask: exitReflectsTask ?? false };
  return await runJob(job, async () => {
    loadVm(id);
    await withVmLock(id, 4, () =>
      resize(
        id,
        params.get('disk') ?? '',
        params.get('size') ?? '',
        params.get('skiplock') === '1',
      ),
    );
  });
};

async function resize(id: number, key: string, text: string, skiplock: boolean): Promise<void> {
  const conf = loadVm(id);
  if (!skiplock) refuseVmLocked(conf);
  const value = conf.values.get(key);
  if (value === undefined) throw new Refusal(`disk '${key}' does not exist`);
  const drive = parseDrive(key, value);
  const disk = resizable(drive);
  const now = volumeSize(disk);
  const size = parseSize(text.replace(/^\+/, '')) ?? 0;
  const bytes = text.startsWith('+') ? now + size : size;
  if (bytes < now) throw new Refusal('shrinking disks is not supported');
  if (bytes === now) return;
  noteChange();
  await grow(disk, bytes, isVmRunning(id));
  conf.values.set(key, driveText(changedDrive(drive, { size: formatSize(bytes) })));
  writeVm(id, conf);
}

function resizable(drive: Drive): Volume {
  if (isCdrom(drive)) throw new Refusal("you can't resize a cdrom");
  const disk = volume(drive.file);
  enabledStorage(disk.store.id);
  if (!volumeExists(disk))
    throw new Refusal(`could not determine current size of volume '${drive.file}'`);
  return disk;
}

async function grow(disk: Volume, bytes: number, live: boolean): Promise<void> {
  const path = volumePath(disk);
  const isFile = isFileStorage(disk.store);
  if (disk.isBase && isFile && disk.store.type !== 'btrfs') {
    out(`qemu-img: Could not open '${path}': Could not open '${path}': Operation not permitted\n`);
    const allocation = disk.format === 'qcow2' ? 'metadata' : 'off';
    throw new Refusal(
      `command '/usr/bin/qemu-img resize '--preallocation=${allocation}' -f ${disk.format} ${path} ${bytes}' failed: exit code 1`,
    );
  }
  await enter('resizing', 0.5);
  setVolumeSize(disk, bytes);
  if (isFile && !live) out('Image resized.\n');
}
