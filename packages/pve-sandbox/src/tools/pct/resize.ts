import { noteChange } from '../../record/note.ts';
import { loadGuest, refuseLocked, writeGuest } from '../../state/guests.ts';
import { withConfigLock } from '../../state/locks.ts';
import { changed, mountPoint, mountPointText } from '../../state/mount-points.ts';
import { Refusal } from '../../state/refusal.ts';
import { formatSize, parseSize } from '../../state/sizes.ts';
import { enabledStorage } from '../../state/storage-cfg.ts';
import { out } from '../../state/talk.ts';
import { splitVolid, type Volume, volume } from '../../state/volume-ids.ts';
import { volumePath } from '../../state/volume-paths.ts';
import { setVolumeSize, volumeSize } from '../../state/volumes.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runJob } from '../job/job.ts';
import { enter } from '../job/phases.ts';

/** `pct resize`: what it refuses by itself has a code, what its job fails at exits 0. */
export const resize: Handler = async ({ params }, { exitReflectsTask }) => {
  const id = Number(params.get('vmid'));
  const key = params.get('disk') ?? '';
  loadGuest(id);
  return await withConfigLock(id, 4, async () => {
    const conf = loadGuest(id);
    refuseLocked(conf);
    const point = mountPoint(key, conf.values.get(key) ?? '');
    splitVolid(point.source);
    const disk = volume(point.source);
    enabledStorage(disk.store.id);
    const bytes = wantedSize(params.get('size') ?? '', volumeSize(disk));
    const job = { type: 'resize', id: `${id}`, exitReflectsTask: exitReflectsTask ?? false };
    return await runJob(job, async () => {
      await grow(disk, bytes);
      noteChange();
      conf.values.set(key, mountPointText(changed(point, { size: formatSize(bytes) })));
      writeGuest(id, conf);
    });
  });
};

function wantedSize(text: string, now: number): number {
  const size = parseSize(text.replace(/^\+/, '')) ?? 0;
  const bytes = text.startsWith('+') ? now + size : size;
  if (bytes < now) throw new Refusal('unable to shrink disk size');
  if (bytes === now) throw new Refusal('disk is already at specified size');
  return bytes;
}

async function grow(disk: Volume, bytes: number): Promise<void> {
  const { store, format, isBase } = disk;
  const path = volumePath(disk);
  if (format === 'subvol' && store.type === 'btrfs') {
    throw new Refusal('cannot resize subvolume - btrfs quotas are currently not supported');
  }
  if (isBase && path.endsWith('.raw')) {
    out(`qemu-img: Could not open '${path}': Could not open '${path}': Operation not permitted\n`);
    throw new Refusal(
      `command '/usr/bin/qemu-img resize '--preallocation=off' -f raw ${path} ${bytes}' failed: exit code 1`,
    );
  }
  await enter('resizing', 2);
  setVolumeSize(disk, bytes);
  if (format !== 'raw') return;
  const blocks = Math.floor(bytes / 4096);
  out('Image resized.\n');
  out(
    `resize2fs 1.47.2 (1-Jan-2025)\nThe filesystem on ${path} is now ${blocks} (4k) blocks long.\n\n`,
  );
}
