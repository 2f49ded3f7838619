import { noteChange } from '../../record/note.ts';
import { copySection, type GuestConf, type Section } from '../../state/guest-conf.ts';
import { loadGuest, refuseLocked, writeGuest } from '../../state/guests.ts';
import { withConfigLock } from '../../state/locks.ts';
import { mountPoints } from '../../state/mount-points.ts';
import { Refusal } from '../../state/refusal.ts';
import { canSnapshot } from '../../state/volume-features.ts';
import { volume } from '../../state/volume-ids.ts';
import { dropSnapshot, takeSnapshot } from '../../state/volumes.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runJob } from '../job/job.ts';
import { enter } from '../job/phases.ts';
import { withStorageLock } from './disks.ts';

/** `pct snapshot` */
export const snapshot: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  const name = params.get('snapname') ?? '';
  if (name === 'current' || name === 'vzdump') {
    throw new Refusal(`unable to use snapshot name '${name}' (reserved name)`, 2);
  }
  const description = params.get('description');
  return await runJob({ type: 'vzsnapshot', id: `${id}`, exitReflectsTask: true }, () =>
    withConfigLock(id, 255, () => takeAll(id, name, description)),
  );
};

async function takeAll(id: number, name: string, description: string | undefined): Promise<void> {
  const conf = loadGuest(id, 255);
  refuse(conf, name);
  noteChange();
  const section = sectionOf(conf, description);
  conf.values.set('lock', 'snapshot');
  conf.snapshots.set(name, { ...section, snapstate: 'prepare' });
  writeGuest(id, conf);
  const taken = volumesOf(section);
  try {
    await enter('snapshotting', 0.5);
    for (const each of taken) {
      await withStorageLock(each.store, 255, () => takeSnapshot(each, name));
    }
    await enter('finishing', 0.1);
  } catch (error) {
    for (const each of taken) dropSnapshot(each, name);
    conf.snapshots.delete(name);
    conf.values.delete('lock');
    writeGuest(id, conf);
    throw error;
  }
  conf.values.delete('lock');
  conf.values.set('parent', name);
  conf.snapshots.set(name, section);
  writeGuest(id, conf);
}

function refuse(conf: GuestConf, name: string): void {
  if (conf.values.get('template') === '1') {
    throw new Refusal("you can't take a snapshot if it's a template");
  }
  refuseLocked(conf);
  if (conf.snapshots.has(name)) throw new Refusal(`snapshot name '${name}' already used`);
  const points = mountPoints(conf.values);
  const able = points.every(({ source, type }) => type === 'volume' && canSnapshot(volume(source)));
  if (!able) throw new Refusal('snapshot feature is not available');
}

/** What a snapshot keeps of a conf: all but its notes, locks and unused volumes. */
function sectionOf(conf: GuestConf, description: string | undefined): Section {
  const section = copySection({ values: conf.values, lxc: conf.lxc });
  for (const key of section.values.keys()) {
    if (key === 'lock' || key === 'template' || /^unused\d+$/.test(key)) section.values.delete(key);
  }
  section.values.set('snaptime', `${Math.floor(Date.now() / 1000)}`);
  return { ...section, ...(description !== undefined && description !== '' && { description }) };
}

/** The volumes that a section's mount points name. */
export const volumesOf = ({ values }: Section) =>
  mountPoints(values)
    .filter(({ type }) => type === 'volume')
    .map(({ source }) => volume(source));
