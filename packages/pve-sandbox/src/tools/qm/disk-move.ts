import { noteChange } from '../../record/note.ts';
import { addUnused } from '../../state/mount-points.ts';
import { Refusal } from '../../state/refusal.ts';
import { enabledStorage } from '../../state/storage-cfg.ts';
import { driveText, isCdrom, isVolume, parseDrive } from '../../state/vm-drives.ts';
import { loadVm, refuseVmLocked, withVmLock, writeVm } from '../../state/vms.ts';
import { type Volume, volume } from '../../state/volume-ids.ts';
import { makeBase, removeVolume, volumeExists } from '../../state/volumes.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runJob } from '../job/job.ts';
import { cloneDisk } from './clone-disk.ts';

/** `qm disk move` to another storage; the former volume becomes unused, or goes with `--delete`. */
export const diskMove: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  const key = params.get('disk') ?? '';
  loadVm(id);
  const storeId = params.get('storage');
  if (params.has('target-vmid')) {
    throw new Refusal("'qm disk move --target-vmid' is not simulated by pve-sandbox");
  }
  if (storeId !== undefined) enabledStorage(storeId);
  return await withVmLock(id, 4, async () => {
    const conf = loadVm(id);
    refuseVmLocked(conf);
    const drive = parseDrive(key, conf.values.get(key) ?? refuseMissing(key));
    if (isCdrom(drive)) throw new Refusal("you can't move a cdrom");
    if (!isVolume(drive)) throw new Refusal(`disk '${key}' has no associated volume`);
    const format = params.get('format');
    const from = volume(drive.file);
    if (from.store.id === (storeId ?? from.store.id) && (format ?? from.format) === from.format) {
      throw new Refusal("you can't move to the same storage with same format");
    }
    return await runJob({ type: 'qmmove', id: `${id}`, exitReflectsTask: true }, async () => {
      noteChange();
      const made: Volume[] = [];
      try {
        const copy = await cloneDisk(drive, { newId: id, full: true, storeId, format, made });
        const isTemplate = conf.values.get('template') === '1';
        const to = isTemplate ? makeBase(volume(copy.file)) : volume(copy.file);
        copy.values.set('file', to.volid);
        conf.values.set(key, driveText(copy));
      } catch (error) {
        for (const each of made) if (volumeExists(each)) removeVolume(each);
        throw new Refusal(
          `storage migration failed: ${error instanceof Error ? error.message : ''}`,
        );
      }
      if (params.get('delete') === '1') removeVolume(from);
      else addUnused(conf.values, from.volid);
      writeVm(id, conf);
    });
  });
};

function refuseMissing(key: string): never {
  throw new Refusal(`disk '${key}' does not exist`);
}
