import { noteChange } from '../../record/note.ts';
import { Refusal } from '../../state/refusal.ts';
import { out } from '../../state/talk.ts';
import { copyVmSection, type VmConf, type VmSection } from '../../state/vm-conf.ts';
import { type Drive, drives, isCdrom, isVolume } from '../../state/vm-drives.ts';
import { isVmRunning } from '../../state/vm-running.ts';
import { loadVm, refuseVmLocked, withVmLock, writeVm } from '../../state/vms.ts';
import { canSnapshot } from '../../state/volume-features.ts';
import { volume } from '../../state/volume-ids.ts';
import { dropSnapshot, removeVolume, takeSnapshot, volumeExists } from '../../state/volumes.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runJob } from '../job/job.ts';
import { enter } from '../job/phases.ts';
import { withStorageLock } from '../pct/disks.ts';
import { saveState } from './vm-state.ts';

/** `qm snapshot`: with the memory of a machine that runs where that is asked for. */
export const snapshot: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  const name = params.get('snapname') ?? '';
  loadVm(id);
  if (name === 'current' || name === 'pending') {
    throw new Refusal(`unable to use snapshot name '${name}' (reserved name)`, 2);
  }
  const description = params.get('description') ?? '';
  const vmstate = params.get('vmstate') === '1';
  return await runJob({ type: 'qmsnapshot', id: `${id}`, exitReflectsTask: true }, () =>
    withVmLock(id, 255, () => takeAll(id, name, { description, vmstate })),
  );
};

async function takeAll(
  id: number,
  name: string,
  { description, vmstate }: { description: string; vmstate: boolean },
): Promise<void> {
  const conf = loadVm(id, 255);
  refuse(conf, name);
  noteChange();
  const section = keptSection(conf, description);
  conf.values.set('lock', 'snapshot');
  conf.snapshots.set(name, { ...section, snapstate: 'prepare' });
  writeVm(id, conf);
  const taken: Drive[] = [];
  try {
    if (vmstate && isVmRunning(id)) {
      const saved = await saveState(id, name, conf);
      for (const [key, value] of saved) section.values.set(key, value);
    }
    await enter('snapshotting', 0.5);
    for (const drive of disksOf(section)) {
      const each = volume(drive.file);
      out(`snapshotting 'drive-${drive.key}' (${drive.file})\n`);
      taken.push(drive);
      await withStorageLock(each.store, 255, () => takeSnapshot(each, name));
    }
    await enter('finishing', 0.1);
  } catch (error) {
    for (const { file } of taken) dropSnapshot(volume(file), name);
    dropState(section);
    conf.snapshots.delete(name);
    conf.values.delete('lock');
    writeVm(id, conf);
    throw error;
  }
  conf.values.delete('lock');
  conf.values.set('parent', name);
  conf.snapshots.set(name, section);
  writeVm(id, conf);
}

function refuse(conf: VmConf, name: string): void {
  if (conf.values.get('template') === '1') {
    throw new Refusal("you can't take a snapshot if it's a template");
  }
  refuseVmLocked(conf);
  if (conf.snapshots.has(name)) throw new Refusal(`snapshot name '${name}' already used`);
  const able = disksOf(conf).every(({ file }) => canSnapshot(volume(file)));
  if (!able) throw new Refusal('snapshot feature is not available');
}

/** What a snapshot keeps of a conf: all but its notes, locks and unused volumes. */
function keptSection(conf: VmConf, description: string): VmSection {
  const section = copyVmSection({ values: conf.values });
  for (const key of section.values.keys()) {
    if (key === 'lock' || key === 'template' || /^unused\d+$/.test(key)) section.values.delete(key);
  }
  section.values.set('snaptime', `${Math.floor(Date.now() / 1000)}`);
  return {
    ...section,
    ...(description !== '' && { description: description.replace(/\s+$/, '') }),
  };
}

/** The disks of a section that are volumes; CDs and what cloud-init reads are none. */
export const disksOf = ({ values }: VmSection): Drive[] =>
  drives(values).filter((drive) => isVolume(drive) && !isCdrom(drive));

/** Removes the memory that a snapshot kept. */
export function dropState({ values }: VmSection): void {
  const volid = values.get('vmstate');
  if (volid !== undefined && volumeExists(volume(volid))) removeVolume(volume(volid));
}
