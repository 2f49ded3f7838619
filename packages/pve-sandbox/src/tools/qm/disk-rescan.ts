import { noteChange } from '../../record/note.ts';
import { vmIds } from '../../state/guests.ts';
import { addUnused } from '../../state/mount-points.ts';
import { formatSize } from '../../state/sizes.ts';
import { contentTypes, isDisabled, loadStorages } from '../../state/storage-cfg.ts';
import { out } from '../../state/talk.ts';
import type { VmConf } from '../../state/vm-conf.ts';
import { changedDrive, drives, driveText, isCdrom, isVolume } from '../../state/vm-drives.ts';
import { loadVm, refuseVmLocked, withVmLock, writeVm } from '../../state/vms.ts';
import { volume } from '../../state/volume-ids.ts';
import { guestVolumes, volumeExists, volumeSize } from '../../state/volumes.ts';
import type { Handler } from '../cli/dispatch.ts';

/** `qm disk rescan`, `qm rescan`: sizes as they are, and volumes that nobody names as unused. */
export const diskRescan: Handler = async ({ params }) => {
  const dry = params.get('dryrun') === '1';
  out('rescan volumes...\n');
  const ids = params.has('vmid') ? [Number(params.get('vmid'))] : vmIds();
  for (const id of ids) {
    loadVm(id);
    await withVmLock(id, 4, () => {
      const conf = loadVm(id);
      refuseVmLocked(conf);
      const changed = [updateSizes(id, conf), addUnreferenced(id, conf)].includes(true);
      if (!changed || dry) return;
      noteChange();
      writeVm(id, conf);
    });
  }
};

function updateSizes(id: number, conf: VmConf): boolean {
  let changed = false;
  for (const drive of drives(conf.values)) {
    if (!isVolume(drive) || isCdrom(drive)) continue;
    const disk = volume(drive.file);
    if (!volumeExists(disk)) continue;
    const [before, now] = [drive.values.get('size'), formatSize(volumeSize(disk))];
    if (before === now) continue;
    const from = before === undefined ? '' : ` from ${before}`;
    out(`VM ${id} (${drive.key}): size of disk '${drive.file}' updated${from} to ${now}\n`);
    conf.values.set(drive.key, driveText(changedDrive(drive, { size: now })));
    changed = true;
  }
  return changed;
}

function addUnreferenced(id: number, conf: VmConf): boolean {
  const sections = [conf, conf.pending, ...conf.snapshots.values()];
  const named = new Set(
    sections.flatMap(({ values }) =>
      [...values.values()].map((value) => value.split(',')[0] ?? ''),
    ),
  );
  const found = loadStorages()
    .filter((store) => !isDisabled(store) && contentTypes(store).includes('images'))
    .flatMap((store) => guestVolumes(store, id))
    .filter(({ volid, file }) => !named.has(volid) && !file.startsWith(`vm-${id}-state-`));
  for (const { volid } of found) {
    const key = addUnused(conf.values, volid);
    out(`VM ${id} add unreferenced volume '${volid}' as '${key}' to config\n`);
  }
  return found.length > 0;
}
