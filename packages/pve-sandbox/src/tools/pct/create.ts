import { noteChange } from '../../record/note.ts';
import { refuseTaken, reservedConf, writeGuest } from '../../state/guests.ts';
import { withConfigLock } from '../../state/locks.ts';
import { mountPoint } from '../../state/mount-points.ts';
import { Refusal } from '../../state/refusal.ts';
import { enabledStorage } from '../../state/storage-cfg.ts';
import { isHostPath, parseVolname, splitVolid } from '../../state/volume-ids.ts';
import type { Params } from '../cli/arguments.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runWorkerJob } from '../job/run-worker.ts';
import { newVolume, refuseMissingStorage, refuseWithoutRootdir } from './disks.ts';
import { refuseHookscript } from './refuse-hookscript.ts';
import { refusePool } from './refuse-pool.ts';

/** `pct create`: checks what can be checked, takes the id, leaves the rest to a worker. */
export const create: Handler = async ({ params }, { usage }) => {
  const id = Number(params.get('vmid'));
  refuseTaken(id, 2);
  refusePool(params.get('pool'));
  refuseTemplate(params.get('ostemplate') ?? '');
  refuseHookscript(params.get('hookscript'));
  refuseDisks(params, usage);
  await withConfigLock(
    id,
    4,
    () => {
      refuseTaken(id, 2);
      noteChange();
      writeGuest(id, reservedConf());
    },
    5,
  );
  return await runWorkerJob('create', Object.fromEntries(params));
};

/** A template given as a volume has to be one by its name; whether it is there shows later. */
function refuseTemplate(template: string): void {
  if (isHostPath(template) || !template.includes(':')) return;
  const { storeId, name } = splitVolid(template);
  const store = enabledStorage(storeId);
  const { type } = parseVolname(store, name);
  if (type !== 'vztmpl' && type !== 'backup') {
    throw new Refusal(`unable to use volume ${template} - content type needs to be 'vztmpl'`);
  }
}

function refuseDisks(params: Params, usage: string): void {
  const points = [...params].filter(([key]) => /^(?:rootfs|mp\d+)$/.test(key));
  const rootfs = params.get('rootfs');
  if (rootfs === undefined && points.length > 0) {
    throw new Refusal("mount points configured, but 'rootfs' not set - aborting");
  }
  const storage = params.get('storage') ?? 'local';
  if (params.has('storage')) refuseMissingStorage(storage);
  if (rootfs === undefined) refuseWithoutRootdir(storage, usage);
  for (const [key, value] of points) {
    const { source, type } = mountPoint(key, value);
    if (type !== 'volume') {
      if (key === 'rootfs') throw new Refusal(`unable to parse volume ID '${source}'`);
      continue;
    }
    splitVolid(source);
    refuseWithoutRootdir(newVolume(source)?.storeId ?? splitVolid(source).storeId, usage);
  }
}
