import { noteChange } from '../../record/note.ts';
import { copySection, emptySection, type GuestConf } from '../../state/guest-conf.ts';
import { loadGuest, refuseLocked, writeGuest } from '../../state/guests.ts';
import { withConfigLock } from '../../state/locks.ts';
import { addUnused, mountPoints } from '../../state/mount-points.ts';
import { Refusal } from '../../state/refusal.ts';
import { isRunning, setStopped } from '../../state/running.ts';
import { restoreSnapshot } from '../../state/volumes.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runJob } from '../job/job.ts';
import { enter } from '../job/phases.ts';
import { withStorageLock } from './disks.ts';
import { volumesOf } from './snapshot.ts';
import { startGuest } from './start-guest.ts';

/** `pct rollback`: leaves the container stopped unless told to start it. */
export const rollback: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  const name = params.get('snapname') ?? '';
  return await runJob({ type: 'vzrollback', id: `${id}`, exitReflectsTask: true }, () =>
    withConfigLock(id, 255, async () => {
      await rollBack(id, name);
      if (params.get('start') === '1') await startGuest(id, { skiplock: false });
    }),
  );
};

async function rollBack(id: number, name: string): Promise<void> {
  const conf = loadGuest(id, 255);
  const snapshot = conf.snapshots.get(name);
  if (snapshot === undefined) throw new Refusal(`snapshot '${name}' does not exist`);
  refuseLocked(conf);
  if (snapshot.snapstate !== undefined) {
    throw new Refusal(
      `unable to rollback to incomplete snapshot (snapstate = ${snapshot.snapstate})`,
    );
  }
  const volumes = volumesOf(snapshot);
  refuseOlderOnZfs(conf, name, volumes);
  noteChange();
  conf.values.set('lock', 'rollback');
  writeGuest(id, conf);
  if (isRunning(id)) setStopped(id);
  await enter('rolling-back', 0.5);
  for (const each of volumes) {
    await withStorageLock(each.store, 255, () => restoreSnapshot(each, name));
  }
  await enter('finishing', 0.1);
  writeGuest(id, restored(conf, name));
}

/** ZFS can only go back to a volume's latest snapshot. */
function refuseOlderOnZfs(
  conf: GuestConf,
  name: string,
  volumes: ReturnType<typeof volumesOf>,
): void {
  const onZfs = volumes.find(({ store }) => store.type === 'zfspool');
  const time = (of: string) => Number(conf.snapshots.get(of)?.values.get('snaptime') ?? 0);
  const later = [...conf.snapshots.keys()].filter((other) => isAfter(conf, name, other, time));
  if (onZfs === undefined || later.length === 0) return;
  throw new Refusal(`can't rollback, '${name}' is not most recent snapshot on '${onZfs.volid}'`);
}

/** Whether a snapshot was taken after another: by its time, within a second by its ancestry. */
function isAfter(
  conf: GuestConf,
  name: string,
  other: string,
  time: (of: string) => number,
): boolean {
  if (other === name) return false;
  if (time(other) !== time(name)) return time(other) > time(name);
  for (let at: string | undefined = other; at !== undefined; ) {
    at = conf.snapshots.get(at)?.values.get('parent');
    if (at === name) return true;
  }
  return false;
}

/** The conf after a rollback: the snapshot's settings, the notes that are, volumes since then unused. */
function restored(conf: GuestConf, name: string): GuestConf {
  const section = copySection(conf.snapshots.get(name) ?? emptySection());
  section.values.delete('snaptime');
  section.values.set('parent', name);
  const used = new Set(volumesOf(section).map(({ volid }) => volid));
  for (const [key, value] of conf.values) {
    if (/^unused\d+$/.test(key) && !used.has(value)) addUnused(section.values, value);
  }
  for (const { source, type } of mountPoints(conf.values)) {
    if (type === 'volume' && !used.has(source)) addUnused(section.values, source);
  }
  return {
    ...section,
    description: conf.description,
    pending: emptySection(),
    snapshots: conf.snapshots,
  };
}
