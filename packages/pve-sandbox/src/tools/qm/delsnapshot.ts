import { noteChange } from '../../record/note.ts';
import { messageOf, Refusal } from '../../state/refusal.ts';
import { unlinkSnapshot } from '../../state/snapshot-tree.ts';
import { err } from '../../state/talk.ts';
import { loadVm, refuseVmLocked, withVmLock, writeVm } from '../../state/vms.ts';
import { type Volume, volume } from '../../state/volume-ids.ts';
import { volumePath } from '../../state/volume-paths.ts';
import { dropSnapshot, snapshotsOf } from '../../state/volumes.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runJob } from '../job/job.ts';
import { enter } from '../job/phases.ts';
import { disksOf, dropState } from './snapshot.ts';

/** `qm delsnapshot` */
export const delsnapshot: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  const name = params.get('snapname') ?? '';
  const force = params.get('force') === '1';
  return await runJob({ type: 'qmdelsnapshot', id: `${id}`, exitReflectsTask: true }, () =>
    withVmLock(id, 255, () => remove(id, name, force)),
  );
};

async function remove(id: number, name: string, force: boolean): Promise<void> {
  const conf = loadVm(id, 255);
  const snapshot = conf.snapshots.get(name);
  if (snapshot === undefined) throw new Refusal(`snapshot '${name}' does not exist`);
  refuseVmLocked(conf);
  noteChange();
  conf.values.set('lock', 'snapshot-delete');
  snapshot.snapstate = 'delete';
  writeVm(id, conf);
  await enter('deleting', 0.5);
  for (const { file } of disksOf(snapshot)) {
    try {
      drop(volume(file), name);
    } catch (error) {
      if (!force) throw error;
      err(`${messageOf(error)}\n`);
    }
  }
  await enter('finishing', 0.1);
  dropState(snapshot);
  unlinkSnapshot(conf, name);
  conf.values.delete('lock');
  writeVm(id, conf);
}

function drop(each: Volume, name: string): void {
  if (snapshotsOf(each).includes(name)) {
    dropSnapshot(each, name);
    return;
  }
  if (each.store.type === 'zfspool') {
    throw new Refusal('zfs error: could not find any snapshots to destroy; check snapshot names.');
  }
  const program = `/usr/bin/qemu-img snapshot -d ${name} ${volumePath(each)}`;
  throw new Refusal(`command '${program}' failed: exit code 1`);
}
