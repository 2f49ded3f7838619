import { noteChange } from '../../record/note.ts';
import { remove } from '../../state/files.ts';
import { byBytes } from '../../state/guest-conf-text.ts';
import { messageOf, Refusal } from '../../state/refusal.ts';
import { err, out } from '../../state/talk.ts';
import type { VmConf } from '../../state/vm-conf.ts';
import { hasPending } from '../../state/vm-conf-text.ts';
import {
  type Drive,
  drives,
  driveText,
  isCdrom,
  isCloudInit,
  isVolume,
} from '../../state/vm-drives.ts';
import { isVmRunning } from '../../state/vm-running.ts';
import { assumeTold, removeVm, withSharedVmLock, withVmLock, writeVm } from '../../state/vms.ts';
import type { Volume } from '../../state/volume-ids.ts';
import { removeVolume, volumeExists } from '../../state/volumes.ts';
import { enter, Interrupted } from '../job/phases.ts';
import type { Work } from '../job/work.ts';
import { checkClone } from './clone.ts';
import { cloneConf } from './clone-conf.ts';
import { cloneDisk } from './clone-disk.ts';

/** The worker of `qm clone`. */
export async function cloneWork(given: unknown): Promise<Work> {
  const params = new Map(Object.entries(given as Record<string, string>));
  const id = Number(params.get('vmid'));
  const newId = Number(params.get('newid'));
  assumeTold(id);
  // Several may be cloned from one at once, unless it runs.
  const withSource = isVmRunning(id) ? withVmLock<void> : sharedLock;
  const run = async () => {
    try {
      await withSource(id, 255, () => withVmLock(newId, 255, () => clone(params), 1), 1);
    } catch (error) {
      removeVm(newId);
      throw error;
    }
  };
  return { type: 'qmclone', id: `${id}`, run };
}

const sharedLock = withSharedVmLock<void>;

async function clone(params: Map<string, string>): Promise<void> {
  const id = Number(params.get('vmid'));
  const newId = Number(params.get('newid'));
  const { conf, full } = checkClone(params, { isReserved: true });
  noteChange();
  const made: Volume[] = [];
  try {
    out(`creating a clone of VM ${id} with ID ${newId}\n`);
    await enter('reserved', 0);
    await copyAll(params, conf, full, made);
  } catch (error) {
    for (const each of made) if (volumeExists(each)) removeVolume(each);
    remove(`/etc/pve/firewall/${newId}.fw`);
    const why = error instanceof Interrupted ? 'interrupted by signal' : messageOf(error);
    throw new Refusal(`clone failed: ${why}`);
  }
}

/** Drives by name; the conf is written after each, still locked. */
async function copyAll(
  params: Map<string, string>,
  source: VmConf,
  full: boolean,
  made: Volume[],
): Promise<void> {
  const newId = Number(params.get('newid'));
  const snapname = params.get('snapname');
  const section = snapname === undefined ? source : source.snapshots.get(snapname);
  const conf = cloneConf(section ?? source, params);
  const copied = drives(section?.values ?? source.values)
    .filter((drive) => isVolume(drive) && (!isCdrom(drive) || isCloudInit(drive)))
    .sort((a, b) => byBytes(a.key, b.key));
  for (const drive of copied) {
    const copy: Drive = await cloneDisk(drive, {
      newId,
      full: full || isCloudInit(drive),
      storeId: params.get('storage'),
      format: params.get('format'),
      snapname,
      made,
    });
    conf.values.set(drive.key, driveText(copy));
    writeVm(newId, conf);
  }
  await enter('finishing', 0.2);
  tellOfPending(source, snapname);
  conf.values.delete('lock');
  writeVm(newId, conf);
}

/** What waits for the source's next start is not cloned, and told of. */
function tellOfPending(source: VmConf, snapname: string | undefined): void {
  if (snapname !== undefined || !hasPending(source)) return;
  const { values, deletes } = source.pending;
  const keys = [...values.keys(), ...(deletes.size > 0 ? ['delete'] : [])];
  err(`found pending changes for '${keys.join(',')}', discarding for clone\n`);
}
