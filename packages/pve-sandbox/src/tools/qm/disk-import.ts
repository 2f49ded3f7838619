import { noteChange } from '../../record/note.ts';
import { exists, isDirectory } from '../../state/files.ts';
import { addUnused } from '../../state/mount-points.ts';
import { Refusal } from '../../state/refusal.ts';
import { contentTypes, enabledStorage } from '../../state/storage-cfg.ts';
import { out } from '../../state/talk.ts';
import { isVmRunning } from '../../state/vm-running.ts';
import { loadVm, refuseVmLocked, withVmLock, writeVm } from '../../state/vms.ts';
import type { Volume } from '../../state/volume-ids.ts';
import { removeVolume, volumeExists } from '../../state/volumes.ts';
import type { Handler } from '../cli/dispatch.ts';
import { applyVmPending } from './apply-pending.ts';
import { hotplugPending } from './hotplug.ts';
import { importFile } from './import-disk.ts';

/** `qm disk import`, `qm importdisk`: a file of the host only, as an unused or as a given disk. */
export const diskImport: Handler = async ({ params }, { usage }) => {
  const id = Number(params.get('vmid'));
  const source = params.get('source') ?? '';
  const storeId = params.get('storage') ?? '';
  refuseVmLocked(loadVm(id));
  if (!exists(source) || isDirectory(source)) {
    throw new Refusal(`${source}: non-existent or non-regular file`, 2);
  }
  if (!contentTypes(enabledStorage(storeId)).includes('images')) {
    throw new Refusal(`storage ${storeId} does not support vm images`);
  }
  noteChange();
  out(`importing disk '${source}' to VM ${id} ...\n`);
  const made: Volume[] = [];
  try {
    const disk = await importFile(source, {
      vmid: id,
      storeId,
      format: params.get('format'),
      made: (each) => made.push(each),
    });
    const key = await withVmLock(id, 4, () =>
      attach(id, disk.volid, params.get('target-disk'), usage),
    );
    out(`${key}: successfully imported disk '${disk.volid}'\n`);
  } catch (error) {
    for (const each of made) if (volumeExists(each)) removeVolume(each);
    throw error;
  }
};

/** Enters the new volume in the conf. @returns the key that names it */
function attach(id: number, volid: string, target: string | undefined, usage: string): string {
  const conf = loadVm(id);
  refuseVmLocked(conf);
  if (target === undefined || /^unused\d+$/.test(target)) {
    const key = addUnused(conf.values, volid);
    writeVm(id, conf);
    return key;
  }
  conf.pending.values.set(target, volid);
  if (isVmRunning(id)) hotplugPending(id, conf, new Set([target]), usage);
  else applyVmPending(id, conf);
  return target;
}
