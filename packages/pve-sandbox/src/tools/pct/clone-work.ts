import { noteChange } from '../../record/note.ts';
import { guestExists, loadGuest, removeGuest, writeGuest } from '../../state/guests.ts';
import { withConfigLock } from '../../state/locks.ts';
import { changed, type MountPoint, mountPoints, mountPointText } from '../../state/mount-points.ts';
import { messageOf, Refusal } from '../../state/refusal.ts';
import { formatSize } from '../../state/sizes.ts';
import { contentTypes, enabledStorage } from '../../state/storage-cfg.ts';
import { systemdVersion } from '../../state/system.ts';
import { err, out } from '../../state/talk.ts';
import { copyTree } from '../../state/trees.ts';
import type { Volume } from '../../state/volume-ids.ts';
import { snapshotTreePath, treePath } from '../../state/volume-paths.ts';
import { linkVolume, removeVolume, volumeSize } from '../../state/volumes.ts';
import { enter, Interrupted, step, stepTo } from '../job/phases.ts';
import type { Work } from '../job/work.ts';
import { sectionOf } from './clone.ts';
import { allocate, usableVolume } from './disks.ts';
import { warnAboutNesting } from './nesting.ts';

interface CloneParams {
  id: number;
  newId: number;
  linked: boolean;
  snapname?: string;
  storage?: string;
}

/** The worker of `pct clone`. */
export async function cloneWork(given: unknown): Promise<Work> {
  const params = given as CloneParams;
  return { type: 'vzclone', id: `${params.id}`, run: () => clone(params) };
}

async function clone(params: CloneParams): Promise<void> {
  const { id, newId } = params;
  noteChange();
  const made: Volume[] = [];
  try {
    out(`creating a clone of container ${id} with ID ${newId}\n`);
    await enter('reserved', 0);
    await copyAll(params, made);
  } catch (error) {
    for (const each of made) removeVolume(each);
    removeGuest(newId);
    await unlockSource(id);
    const why = error instanceof Interrupted ? 'interrupted by signal' : messageOf(error);
    throw new Refusal(`clone failed: ${why}`);
  }
  await unlockSource(id);
  // Last, because a worker that nobody hears any more dies of a word.
  const rootfs = made.at(-1);
  if (rootfs !== undefined) {
    warnAboutNesting(loadGuest(newId), systemdVersion(treePath(rootfs)));
  }
}

async function copyAll(params: CloneParams, made: Volume[]): Promise<void> {
  const { id, newId, snapname } = params;
  const source = sectionOf(loadGuest(id), snapname);
  const points = mountPoints(source.values);
  for (const point of points) usableVolume(point.source);
  const ready: MountPoint[] = [];
  const [rootfs, ...others] = points;
  const ordered = rootfs === undefined ? others : [...others, rootfs];
  for (const point of ordered) ready.push(await copyOne(params, point, made));

  await enter('finishing', 0.2);
  const conf = loadGuest(newId);
  for (const point of ready) conf.values.set(point.key, mountPointText(point));
  conf.values.delete('lock');
  writeGuest(newId, conf);
}

async function copyOne(
  { newId, linked, storage, snapname }: CloneParams,
  point: MountPoint,
  made: Volume[],
): Promise<MountPoint> {
  const from = usableVolume(point.source);
  if (linked) {
    out(`create linked clone of mount point ${point.key} (${point.source})\n`);
    const linkedVolume = await stepTo(linkVolume(from, newId), (one) => made.push(one));
    return changed(point, { volume: linkedVolume.volid });
  }
  out(`create full clone of mountpoint ${point.key} (${point.source})\n`);
  const store = enabledStorage(storage ?? from.store.id);
  if (!contentTypes(store).includes('rootdir')) {
    throw new Refusal(
      `content type 'rootdir' is not available or configured on storage '${store.id}'`,
    );
  }
  const size = volumeSize(from);
  const to = await stepTo(allocate(store, newId, size), (one) => made.push(one));
  if (snapname !== undefined && from.format === 'subvol' && from.store.type !== 'zfspool') {
    err(`Specified filename /var/lib/lxc/${newId}/.copy-volume-1 does not exist.\n`);
    throw new Refusal(`cannot mount subvol snapshots for storage type '${from.store.type}'`);
  }
  const tree = snapname === undefined ? treePath(from) : snapshotTreePath(from, snapname);
  await enter('copying', 1.5);
  await step(copyTree(tree, treePath(to)));
  out(transferText(size));
  await enter('copied', 0.2);
  return changed(point, { volume: to.volid, size: formatSize(size) });
}

/** The words of rsync about a copy; a client may watch for them. */
function transferText(bytes: number): string {
  return [
    '',
    'Number of files: 7,403 (reg: 5,919, dir: 917, link: 567)',
    'Number of created files: 7,401 (reg: 5,919, dir: 915, link: 567)',
    'Number of deleted files: 0',
    'Number of regular files transferred: 5,918',
    `Total file size: ${bytes} bytes`,
    `Total transferred file size: ${bytes} bytes`,
    `Literal data: ${bytes} bytes`,
    'Matched data: 0 bytes',
    'File list size: 131,068',
    'File list generation time: 0.001 seconds',
    'File list transfer time: 0.000 seconds',
    `Total bytes sent: ${bytes}`,
    'Total bytes received: 119,106',
    '',
    `sent ${bytes} bytes  received 119,106 bytes  307,186,282.00 bytes/sec`,
    `total size is ${bytes}  speedup is 1.02`,
    '',
  ].join('\n');
}

/** Takes the source's lock back; somebody may have done so meanwhile, which is only told. */
async function unlockSource(id: number): Promise<void> {
  if (!guestExists(id)) return;
  await withConfigLock(id, 255, () => {
    const conf = loadGuest(id);
    if (conf.values.get('lock') !== 'disk') {
      err("no lock found trying to remove 'disk'  lock\n");
      return;
    }
    conf.values.delete('lock');
    writeGuest(id, conf);
  });
}
