import { noteChange } from '../../record/note.ts';
import { Refusal } from '../../state/refusal.ts';
import type { VmConf } from '../../state/vm-conf.ts';
import {
  changedDrive,
  drives,
  driveText,
  isCdrom,
  isVolume,
  parseDrive,
} from '../../state/vm-drives.ts';
import { isVmRunning } from '../../state/vm-running.ts';
import { loadVm, refuseVmLocked, withVmLock, writeVm } from '../../state/vms.ts';
import { canBecomeBase } from '../../state/volume-features.ts';
import { volume } from '../../state/volume-ids.ts';
import { makeBase } from '../../state/volumes.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runJob } from '../job/job.ts';
import { withStorageLock } from '../pct/disks.ts';

/** `qm template`: exits 0 even when a volume cannot become a base. */
export const template: Handler = async ({ params }, { exitReflectsTask }) => {
  const id = Number(params.get('vmid'));
  loadVm(id);
  return await withVmLock(id, 4, async () => {
    const conf = loadVm(id);
    refuse(id, conf);
    const job = { type: 'qmtemplate', id: `${id}`, exitReflectsTask: exitReflectsTask ?? false };
    return await runJob(job, () => convert(id, conf, params.get('disk')));
  });
};

function refuse(id: number, conf: VmConf): void {
  refuseVmLocked(conf);
  if (conf.snapshots.size > 0) {
    throw new Refusal('unable to create template, because VM contains snapshots');
  }
  if (conf.values.get('template') === '1') {
    throw new Refusal("you can't convert a template to a template");
  }
  if (isVmRunning(id)) {
    throw new Refusal("you can't convert a VM to template if VM is running", 25);
  }
}

async function convert(id: number, conf: VmConf, disk: string | undefined): Promise<void> {
  noteChange();
  if (disk === undefined) conf.values.set('template', '1');
  writeVm(id, conf);
  const converted = drives(conf.values).filter(
    (drive) => isVolume(drive) && !isCdrom(drive) && (disk === undefined || drive.key === disk),
  );
  for (const { key, file } of converted) {
    const each = volume(file);
    if (!canBecomeBase(each)) throw new Refusal(`Template feature is not available for '${file}'`);
    const base = await withStorageLock(each.store, 255, () => makeBase(each));
    const drive = parseDrive(key, conf.values.get(key) ?? '');
    conf.values.set(key, driveText(changedDrive(drive, { file: base.volid })));
    writeVm(id, conf);
  }
}
