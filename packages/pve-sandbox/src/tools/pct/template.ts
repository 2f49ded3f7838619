import { noteChange } from '../../record/note.ts';
import type { GuestConf } from '../../state/guest-conf.ts';
import { loadGuest, refuseLocked, writeGuest } from '../../state/guests.ts';
import { withConfigLock } from '../../state/locks.ts';
import { mountPoints } from '../../state/mount-points.ts';
import { Refusal } from '../../state/refusal.ts';
import { isRunning } from '../../state/running.ts';
import { canBecomeBase } from '../../state/volume-features.ts';
import { volume } from '../../state/volume-ids.ts';
import { makeBase } from '../../state/volumes.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runJob } from '../job/job.ts';
import { withStorageLock, withVolume } from './disks.ts';

/** `pct template`: exits 0 even when a volume cannot become a base. */
export const template: Handler = async ({ params }, { exitReflectsTask }) => {
  const id = Number(params.get('vmid'));
  loadGuest(id);
  return await withConfigLock(id, 4, async () => {
    const conf = loadGuest(id);
    refuse(conf, id);
    const job = { type: 'vztemplate', id: `${id}`, exitReflectsTask: exitReflectsTask ?? false };
    return await runJob(job, () => convert(id, conf));
  });
};

function refuse(conf: GuestConf, id: number): void {
  refuseLocked(conf);
  if (conf.snapshots.size > 0) {
    throw new Refusal('unable to create template, because CT contains snapshots');
  }
  if (conf.values.get('template') === '1') {
    throw new Refusal("you can't convert a template to a template");
  }
  if (isRunning(id)) {
    throw new Refusal("you can't convert a CT to template if the CT is running");
  }
}

async function convert(id: number, conf: GuestConf): Promise<void> {
  const points = mountPoints(conf.values);
  for (const { source, type } of points) {
    if (type !== 'volume' || !canBecomeBase(volume(source))) {
      throw new Refusal(`Template feature is not available for '${source}'`);
    }
  }
  noteChange();
  for (const { key, source } of points) {
    const each = volume(source);
    const base = await withStorageLock(each.store, 255, () => makeBase(each));
    conf.values.set(key, withVolume(key, conf.values.get(key) ?? '', base.volid));
  }
  conf.values.set('template', '1');
  writeGuest(id, conf);
}
