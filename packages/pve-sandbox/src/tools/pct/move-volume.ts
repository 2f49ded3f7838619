import { noteChange } from '../../record/note.ts';
import { loadGuest, refuseLocked, writeGuest } from '../../state/guests.ts';
import { withConfigLock } from '../../state/locks.ts';
import { addUnused, changed, mountPoint, mountPointText } from '../../state/mount-points.ts';
import { Refusal } from '../../state/refusal.ts';
import { isRunning } from '../../state/running.ts';
import { contentTypes, enabledStorage } from '../../state/storage-cfg.ts';
import { copyTree } from '../../state/trees.ts';
import { treePath } from '../../state/volume-paths.ts';
import { makeBase, removeVolume, volumeSize } from '../../state/volumes.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runJob } from '../job/job.ts';
import { enter } from '../job/phases.ts';
import { allocate, usableVolume } from './disks.ts';

/** `pct move-volume` to another storage; the former volume becomes unused, or goes with `--delete`. */
export const moveVolume: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  const key = params.get('volume') ?? '';
  const storage = params.get('storage');
  loadGuest(id);
  if (storage === undefined || params.has('target-vmid')) {
    throw new Refusal('only moves to another storage are simulated by pve-sandbox');
  }
  return await withConfigLock(id, 4, async () => {
    const conf = loadGuest(id);
    refuseLocked(conf);
    if (isRunning(id)) throw new Refusal('cannot move volumes of a running container');
    const point = mountPoint(key, conf.values.get(key) ?? '');
    const store = enabledStorage(storage);
    if (!contentTypes(store).includes('rootdir')) {
      throw new Refusal(`storage '${storage}' does not support content type 'rootdir'`);
    }
    return await runJob({ type: 'move_volume', id: `${id}`, exitReflectsTask: true }, async () => {
      const from = usableVolume(point.source);
      await enter('copying', 1.5);
      const copy = await allocate(store, id, volumeSize(from));
      await copyTree(treePath(from), treePath(copy));
      const to = conf.values.get('template') === '1' ? makeBase(copy) : copy;
      noteChange();
      conf.values.set(key, mountPointText(changed(point, { volume: to.volid })));
      if (params.get('delete') === '1') removeVolume(from);
      else addUnused(conf.values, from.volid);
      writeGuest(id, conf);
    });
  });
};
