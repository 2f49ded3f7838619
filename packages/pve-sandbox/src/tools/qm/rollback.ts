import { randomUUID } from 'node:crypto';
import { noteChange } from '../../record/note.ts';
import { addUnused } from '../../state/mount-points.ts';
import { Refusal } from '../../state/refusal.ts';
import { copyVmSection, emptyVmConf, type VmConf, type VmSection } from '../../state/vm-conf.ts';
import { isVmRunning } from '../../state/vm-running.ts';
import { loadVm, refuseVmLocked, withVmLock, writeVm } from '../../state/vms.ts';
import { volume } from '../../state/volume-ids.ts';
import { restoreSnapshot } from '../../state/volumes.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runJob } from '../job/job.ts';
import { enter } from '../job/phases.ts';
import { withStorageLock } from '../pct/disks.ts';
import { disksOf } from './snapshot.ts';
import { startVm } from './start-vm.ts';
import { afterVmStop } from './vm-stopped.ts';

/** `qm rollback`: the machine stays stopped, unless its memory was kept or a start is asked for. */
export const rollback: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  const name = params.get('snapname') ?? '';
  return await runJob({ type: 'qmrollback', id: `${id}`, exitReflectsTask: true }, () =>
    withVmLock(id, 255, async () => {
      const hasState = await rollBack(id, name);
      if (hasState || params.get('start') === '1') await startVm(id, { skiplock: false });
    }),
  );
};

/** @returns whether the snapshot kept the machine's memory */
async function rollBack(id: number, name: string): Promise<boolean> {
  const before = loadVm(id, 255);
  if (before.values.get('template') === '1') {
    throw new Refusal("you can't rollback if vm is a template");
  }
  const snapshot = before.snapshots.get(name);
  if (snapshot === undefined) throw new Refusal(`snapshot '${name}' does not exist`);
  refuseOlderOnZfs(before, name, snapshot);
  if (snapshot.snapstate !== undefined) {
    throw new Refusal(
      `unable to rollback to incomplete snapshot (snapstate = ${snapshot.snapstate})`,
    );
  }
  refuseVmLocked(before);
  noteChange();
  if (isVmRunning(id)) await afterVmStop(id);
  const conf = loadVm(id, 255);
  conf.values.set('lock', 'rollback');
  writeVm(id, conf);
  await enter('rolling-back', 0.5);
  for (const { file } of disksOf(snapshot)) {
    const each = volume(file);
    await withStorageLock(each.store, 255, () => restoreSnapshot(each, name));
  }
  await enter('finishing', 0.1);
  writeVm(id, restored(conf, name, snapshot));
  return snapshot.values.has('vmstate');
}

/** ZFS can only go back to a volume's latest snapshot. */
function refuseOlderOnZfs(conf: VmConf, name: string, snapshot: VmSection): void {
  const onZfs = disksOf(snapshot).find(({ file }) => volume(file).store.type === 'zfspool');
  if (
    onZfs === undefined ||
    ![...conf.snapshots.keys()].some((other) => isAfter(conf, name, other))
  ) {
    return;
  }
  throw new Refusal(`can't rollback, '${name}' is not most recent snapshot on '${onZfs.file}'`);
}

/** Whether a snapshot was taken after another: by its time, within a second by its ancestry. */
function isAfter({ snapshots }: VmConf, name: string, other: string): boolean {
  if (other === name) return false;
  const time = (of: string) => Number(snapshots.get(of)?.values.get('snaptime') ?? 0);
  if (time(other) !== time(name)) return time(other) > time(name);
  for (let at: string | undefined = other; at !== undefined; ) {
    at = snapshots.get(at)?.values.get('parent');
    if (at === name) return true;
  }
  return false;
}

const ofTheSnapshot = ['snaptime', 'vmstate', 'runningcpu', 'runningmachine'];

/** The conf after a rollback: the snapshot's settings, the notes that are, volumes since then unused. */
function restored(conf: VmConf, name: string, snapshot: VmSection): VmConf {
  const { values } = copyVmSection(snapshot);
  for (const key of ofTheSnapshot) values.delete(key);
  values.set('parent', name);
  if (values.has('vmgenid')) values.set('vmgenid', randomUUID());
  const used = new Set(disksOf(snapshot).map(({ file }) => file));
  for (const [key, value] of conf.values) {
    if (/^unused\d+$/.test(key) && !used.has(value)) addUnused(values, value);
  }
  for (const { file } of disksOf(conf)) if (!used.has(file)) addUnused(values, file);
  return {
    ...emptyVmConf(),
    values,
    snapshots: conf.snapshots,
    ...(conf.description !== undefined && { description: conf.description }),
  };
}
