import { noteChange } from '../../record/note.ts';
import { writeText } from '../../state/files.ts';
import { guestExists } from '../../state/guests.ts';
import { nodeName, qemuConf } from '../../state/paths.ts';
import { Refusal } from '../../state/refusal.ts';
import { storage } from '../../state/storage-cfg.ts';
import type { VmConf } from '../../state/vm-conf.ts';
import { drives, isCdrom, isCloudInit, isVolume } from '../../state/vm-drives.ts';
import { isVmRunning } from '../../state/vm-running.ts';
import { findVm, refuseVmLocked, vmExists, withVmLock } from '../../state/vms.ts';
import { canLinkDisk } from '../../state/volume-features.ts';
import { volume } from '../../state/volume-ids.ts';
import type { Params } from '../cli/arguments.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runWorkerJob } from '../job/run-worker.ts';
import { refusePool } from '../pct/refuse-pool.ts';

/** `qm clone`: checks what can be checked, leaves the rest to a worker. */
export const clone: Handler = async ({ params }) => {
  const target = params.get('target');
  if (target !== undefined && target !== nodeName && target !== 'localhost') {
    throw new Refusal(`no such cluster node '${target}'`, 2);
  }
  const storeId = params.get('storage');
  refusePool(params.get('pool'));
  findVm(Number(params.get('vmid')));
  if (storeId !== undefined) storage(storeId);
  checkClone(params);
  await reserve(params);
  return await runWorkerJob('qm clone', Object.fromEntries(params));
};

/**
 * Takes the new id. A real host does so in the worker, which is there at once; here a process has
 * to start, and another clone must not get in between.
 */
async function reserve(params: Params): Promise<void> {
  const newId = Number(params.get('newid'));
  await withVmLock(
    newId,
    255,
    () => {
      refuseTaken(params);
      noteChange();
      writeText(qemuConf(newId), '# qmclone temporary file\nlock: clone\n', 0o640);
    },
    1,
  );
}

function refuseTaken(params: Params): void {
  const newId = Number(params.get('newid'));
  if (!vmExists(newId) && !guestExists(newId)) return;
  const exit = isVmRunning(Number(params.get('vmid'))) ? 25 : 2;
  throw new Refusal(`unable to create VM ${newId}: config file already exists`, exit);
}

/** What can be known of a clone before it begins. */
export interface Cloned {
  conf: VmConf;
  full: boolean;
}

/** Loads the source and refuses what cannot be cloned. @throws Refusal */
export function checkClone(params: Params, { isReserved = false } = {}): Cloned {
  const id = Number(params.get('vmid'));
  const conf = findVm(id);
  refuseVmLocked(conf);
  const snapname = params.get('snapname');
  if (snapname !== undefined && !conf.snapshots.has(snapname)) {
    throw new Refusal(`snapshot '${snapname}' does not exist`, 2);
  }
  const isTemplate = conf.values.get('template') === '1';
  const full = (params.get('full') ?? (isTemplate ? '0' : '1')) === '1';
  for (const option of ['storage', 'format']) {
    if (full || !params.has(option)) continue;
    throw new Refusal(`parameter '${option}' not allowed for linked clones`, 2);
  }
  if (!isReserved) refuseTaken(params);
  if (!full) refuseUnlinkable(conf, snapname);
  return { conf, full };
}

function refuseUnlinkable(conf: VmConf, snapname: string | undefined): void {
  const section = snapname === undefined ? conf : conf.snapshots.get(snapname);
  for (const drive of drives(section?.values ?? conf.values).filter(isVolume)) {
    if (isCdrom(drive) || isCloudInit(drive) || canLinkDisk(volume(drive.file))) continue;
    const text = `Linked clone feature is not supported for '${drive.file}' (${drive.key})`;
    throw new Refusal(text, 2);
  }
}
