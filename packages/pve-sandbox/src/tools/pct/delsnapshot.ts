import { noteChange } from '../../record/note.ts';
import { loadGuest, refuseLocked, writeGuest } from '../../state/guests.ts';
import { withConfigLock } from '../../state/locks.ts';
import { messageOf, Refusal } from '../../state/refusal.ts';
import { unlinkSnapshot } from '../../state/snapshot-tree.ts';
import { err } from '../../state/talk.ts';
import type { Volume } from '../../state/volume-ids.ts';
import { btrfsSubvolume } from '../../state/volume-paths.ts';
import { dropSnapshot, snapshotsOf } from '../../state/volumes.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runJob } from '../job/job.ts';
import { enter } from '../job/phases.ts';
import { volumesOf } from './snapshot.ts';

/** `pct delsnapshot` */
export const delsnapshot: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  const name = params.get('snapname') ?? '';
  const force = params.get('force') === '1';
  return await runJob({ type: 'vzdelsnapshot', id: `${id}`, exitReflectsTask: true }, () =>
    withConfigLock(id, 255, () => remove(id, name, force)),
  );
};

async function remove(id: number, name: string, force: boolean): Promise<void> {
  const conf = loadGuest(id, 255);
  const snapshot = conf.snapshots.get(name);
  if (snapshot === undefined) throw new Refusal(`snapshot '${name}' does not exist`);
  refuseLocked(conf);
  noteChange();
  conf.values.set('lock', 'snapshot-delete');
  snapshot.snapstate = 'delete';
  writeGuest(id, conf);
  const marked = loadGuest(id, 255);
  await enter('deleting', 0.5);
  for (const each of volumesOf(snapshot)) {
    try {
      drop(each, name);
    } catch (error) {
      if (!force) throw error;
      err(`${messageOf(error)}\n`);
      loadGuest(id, 255);
    }
  }
  await enter('finishing', 0.1);
  unlinkSnapshot(marked, name);
  marked.values.delete('lock');
  writeGuest(id, marked);
}

function drop(each: Volume, name: string): void {
  if (!snapshotsOf(each).includes(name)) {
    if (each.store.type === 'btrfs') {
      throw new Refusal(
        `command 'btrfs subvolume delete -- ${btrfsSubvolume(each)}@${name}' failed: ERROR: Could not statfs: No such file or directory`,
      );
    }
    throw new Refusal(`zfs error: could not find any snapshots to destroy; check snapshot names.`);
  }
  dropSnapshot(each, name);
}
