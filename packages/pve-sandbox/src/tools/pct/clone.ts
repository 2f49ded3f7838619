import { noteChange } from '../../record/note.ts';
import { copySection, emptySection, type GuestConf, type Section } from '../../state/guest-conf.ts';
import { loadGuest, refuseLocked, refuseTaken, writeGuest } from '../../state/guests.ts';
import { netText, netValues, randomHwaddr } from '../../state/hwaddr.ts';
import { withConfigLock } from '../../state/locks.ts';
import { mountPoints } from '../../state/mount-points.ts';
import { nodeName } from '../../state/paths.ts';
import { Refusal } from '../../state/refusal.ts';
import { isRunning } from '../../state/running.ts';
import { canLink } from '../../state/volume-features.ts';
import { splitVolid, volume } from '../../state/volume-ids.ts';
import type { Params } from '../cli/arguments.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runWorkerJob } from '../job/run-worker.ts';
import { newVolume, refuseMissingStorage } from './disks.ts';
import { refusePool } from './refuse-pool.ts';

/** `pct clone`: locks source and target, leaves the copying to a worker. */
export const clone: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  const newId = Number(params.get('newid'));
  const target = params.get('target');
  if (target !== undefined && target !== nodeName && target !== 'localhost') {
    throw new Refusal(`no such cluster node '${target}'`, 2);
  }
  refuseTaken(newId, 255);
  refusePool(params.get('pool'));
  const storage = params.get('storage');
  if (storage !== undefined) refuseMissingStorage(storage);
  loadGuest(id);
  const linked = await withConfigLock(id, 4, () => {
    const conf = loadGuest(id);
    const full = refuseSource(conf, id, params);
    refuseTaken(newId, 255);
    noteChange();
    conf.values.set('lock', 'disk');
    writeGuest(id, conf);
    writeGuest(newId, targetConf(conf, params));
    return !full;
  });
  return await runWorkerJob('clone', { id, newId, linked, ...Object.fromEntries(params) });
};

/** Refuses what cannot be cloned. @returns whether the clone is a full one */
function refuseSource(conf: GuestConf, id: number, params: Params): boolean {
  refuseLocked(conf);
  const isTemplate = conf.values.get('template') === '1';
  const snapname = params.get('snapname');
  const section = sectionOf(conf, snapname);
  const full = (params.get('full') ?? (isTemplate ? '0' : '1')) === '1';
  if (full) refuseRunning(id, snapname);
  if (!full && params.has('storage')) {
    throw new Refusal("parameter 'storage' not allowed for linked clones", 2);
  }
  for (const { key, source, type } of mountPoints(section.values).toReversed()) {
    if (type !== 'volume')
      throw new Refusal(`unable to clone mountpoint '${key}' (type ${type})`, 2);
    if (!full && !isLinkable(source)) {
      throw new Refusal(`Linked clone feature for '${source}' is not available`, 2);
    }
  }
  return full;
}

function isLinkable(source: string): boolean {
  if (newVolume(source) !== undefined) return false;
  splitVolid(source, 2);
  return canLink(volume(source));
}

function refuseRunning(id: number, snapname: string | undefined): void {
  if (isRunning(id) && snapname === undefined) {
    throw new Refusal('Full clone of a running container is only possible from a snapshot', 2);
  }
}

/** The part of a conf that a clone is made of. @throws Refusal when there is no such snapshot */
export function sectionOf(conf: GuestConf, snapname: string | undefined): Section {
  if (snapname === undefined) return conf;
  const snapshot = conf.snapshots.get(snapname);
  if (snapshot === undefined) throw new Refusal(`snapshot '${snapname}' does not exist`, 2);
  return snapshot;
}

const notCloned = /^(?:lock|parent|snaptime|template|rootfs|mp\d+|unused\d+)$/;

/** The target while it is being made: everything of the source but its volumes. */
function targetConf(conf: GuestConf, params: Params): GuestConf {
  const section = copySection(sectionOf(conf, params.get('snapname')));
  for (const [key, value] of section.values) {
    if (notCloned.test(key)) section.values.delete(key);
    if (!/^net\d+$/.test(key)) continue;
    section.values.set(key, netText(netValues(value).set('hwaddr', randomHwaddr())));
  }
  const hostname = params.get('hostname');
  if (hostname !== undefined) section.values.set('hostname', hostname);
  section.values.set('lock', 'create');
  const description = params.get('description') ?? section.description;
  const { values, lxc } = section;
  return { values, lxc, description, pending: emptySection(), snapshots: new Map() };
}
