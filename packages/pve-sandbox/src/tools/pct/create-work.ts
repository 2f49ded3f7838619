import { noteChange } from '../../record/note.ts';
import { emptyConf, type GuestConf } from '../../state/guest-conf.ts';
import { removeGuest, writeGuest } from '../../state/guests.ts';
import { withConfigLock } from '../../state/locks.ts';
import { type MountPoint, mountPoint, mountPointText } from '../../state/mount-points.ts';
import { messageOf, Refusal } from '../../state/refusal.ts';
import { systemdVersion } from '../../state/system.ts';
import { volume } from '../../state/volume-ids.ts';
import { treePath } from '../../state/volume-paths.ts';
import { removeVolume } from '../../state/volumes.ts';
import { enter, Interrupted, stepTo } from '../job/phases.ts';
import type { Work } from '../job/work.ts';
import { confFromParams } from './conf-from-params.ts';
import { allocateMountPoint, newVolume } from './disks.ts';
import { setRootPassword, setSshKeys } from './guest-access.ts';
import { makeHostKeys } from './host-keys.ts';
import { layArchive } from './lay-archive.ts';
import { makeMountTargets } from './mount-targets.ts';
import { warnAboutNesting } from './nesting.ts';
import { startGuest } from './start-guest.ts';

/** The worker of `pct create`. */
export async function createWork(given: unknown): Promise<Work> {
  const params = new Map(Object.entries(given as Record<string, string>));
  const id = Number(params.get('vmid'));
  return { type: 'vzcreate', id: `${id}`, run: () => make(id, params) };
}

async function make(id: number, params: Map<string, string>): Promise<void> {
  noteChange();
  const made: MountPoint[] = [];
  const doing = { now: '' };
  try {
    await build(id, params, made, doing);
  } catch (error) {
    for (const { source } of made) removeVolume(volume(source));
    removeGuest(id);
    const failed =
      error instanceof Interrupted && doing.now !== '' ? `command '${doing.now}' failed: ` : '';
    throw new Refusal(`unable to create CT ${id} - ${failed}${messageOf(error)}`);
  }
  if (params.get('start') !== '1') return;
  await withConfigLock(id, 255, () => startGuest(id, { skiplock: false }));
}

/** @param doing the program that would be running, for the words of an interruption */
async function build(
  id: number,
  params: Map<string, string>,
  made: MountPoint[],
  doing: { now: string },
): Promise<void> {
  const conf = emptyConf();
  const points = await allocateAll(id, params, made);
  await enter('allocating', 0.4);
  const rootfs = points.find(({ key }) => key === 'rootfs');
  if (rootfs === undefined) throw new Refusal("'rootfs' is not set");
  const tree = treePath(volume(rootfs.source));

  confFromParams(conf, params);
  const unprivileged = params.get('unprivileged') !== '0';
  const system = await layArchive(params, { id, tree, unprivileged, doing });
  conf.values.set('arch', system.arch);
  conf.values.set('ostype', system.ostype);
  for (const point of points) conf.values.set(point.key, mountPointText(point));
  makeMountTargets(tree, points);
  // From here on the container carries no lock: whoever dies leaves one that looks finished.
  writeGuest(id, conf);

  await makeHostKeys(tree, conf, doing);
  setRootPassword(tree, params.get('password'));
  setSshKeys(tree, params.get('ssh-public-keys'));
  doing.now = '';
  await enter('finishing', 0.2);
  setDefaults(conf, id);
  writeGuest(id, conf);
  warnAboutNesting(conf, systemdVersion(tree));
}

async function allocateAll(
  id: number,
  params: Map<string, string>,
  made: MountPoint[],
): Promise<MountPoint[]> {
  const storage = params.get('storage') ?? 'local';
  const wanted = new Map(params);
  if (!wanted.has('rootfs')) wanted.set('rootfs', `${storage}:4`);
  const points: MountPoint[] = [];
  for (const key of [...wanted.keys()]
    .filter((name) => /^(?:rootfs|mp\d+)$/.test(name))
    .sort(rootfsFirst)) {
    const point = mountPoint(key, wanted.get(key) ?? '');
    if (point.type !== 'volume') {
      points.push(point);
      continue;
    }
    const isNew = newVolume(point.source) !== undefined;
    const keep = (ready: MountPoint) => isNew && made.push(ready);
    points.push(await stepTo(allocateMountPoint(point, id), keep));
  }
  return points;
}

function rootfsFirst(a: string, b: string): number {
  const number = (key: string) => (key === 'rootfs' ? -1 : Number(key.slice(2)));
  return number(a) - number(b);
}

function setDefaults({ values }: GuestConf, id: number): void {
  if (!values.has('hostname')) values.set('hostname', `CT${id}`);
  if (!values.has('memory')) values.set('memory', '512');
  if (!values.has('swap')) values.set('swap', '512');
}
