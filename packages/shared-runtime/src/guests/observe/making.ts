import { workerOn } from '../../frame/guest-lock.ts';
import type { Host } from '../../host/host.ts';
import { listMakings, readMaking } from '../../journal/making.ts';
import { readSnapshotting } from '../../journal/snapshotting.ts';
import { type GuestConf, parseConf, withoutLock } from '../../pve/conf.ts';
import { liveTasks, newestTask, taskResult } from '../../tasks.ts';
import type { Kind } from '../kind.ts';
import type { LeftLock, Making } from '../observed.ts';

/**
 * What phoenix began with a guest and that has not come to its end; of a creation with what Proxmox
 * recorded of the job: a killed `pct create` may leave a conf file that looks finished.
 */
export function openMaking(host: Host, kind: Kind, id: number): Making | undefined {
  const making = readMaking(host, kind.name, id);
  if (making === undefined || making.stage !== 'define') return making;
  const since = Math.floor(Date.parse(making.since) / 1000);
  const job = newestTask(host, kind.jobs.create, id, since);
  if (job === undefined) return making;
  return { ...making, ended: /^(OK|WARNINGS)/.test(taskResult(host, job.upid) ?? '') };
}

/** Clones of a guest that phoenix began, and that nobody alive but us is to bring to their end. */
export function openClones(host: Host, kind: Kind, source: number): number[] {
  return begunClones(host, kind, source).filter((id) => !isOthersWork(host, kind, id));
}

function begunClones(host: Host, kind: Kind, source: number): number[] {
  return listMakings(host, kind.name)
    .filter((making) => making.stage === 'define' && making.source === source)
    .map(({ id }) => id);
}

function isOthersWork(host: Host, kind: Kind, id: number): boolean {
  const worker = workerOn(host, kind.name, id);
  return worker !== undefined && worker.pid !== process.pid;
}

/**
 * The conf file of a guest, without the lock that a clone puts on its source for as long as it is
 * being made: of the source nothing changes, and what cannot be done meanwhile waits for Proxmox's
 * lock like everything else. Other runs may clone it at any moment, so who does is asked between two
 * looks at the lock: one that came or went just now proves nothing.
 */
export function readConf(host: Host, kind: Kind, id: number): GuestConf | undefined {
  const read = () => {
    const text = host.read(kind.conf(id));
    return text === undefined ? undefined : parseConf(text);
  };
  const isLocked = (conf: GuestConf | undefined) =>
    kind.sourceLock !== undefined && conf?.main.keys.get('lock') === kind.sourceLock;
  const first = read();
  if (!isLocked(first)) return first;
  const isCloned =
    liveTasks(host, id).some(({ type }) => type === kind.jobs.clone) ||
    begunClones(host, kind, id).some((to) => isOthersWork(host, kind, to));
  const conf = read();
  return conf !== undefined && isLocked(conf) && isCloned ? withoutLock(conf) : conf;
}

/** Locks that Proxmox sets for the sake of a snapshot. */
const SNAPSHOT_LOCK = /^(snapshot|snapshot-delete|rollback)$/;

/**
 * The job of ours that was killed and left a guest locked: no job is alive to take the lock away,
 * and only what is being cloned, or what we were doing with a snapshot, carries one of this kind.
 */
export function lockLeftBy(
  host: Host,
  kind: Kind,
  id: number,
  conf: GuestConf,
): LeftLock | undefined {
  const lock = conf.main.keys.get('lock');
  if (lock === undefined || liveTasks(host, id).length > 0) return undefined;
  if (SNAPSHOT_LOCK.test(lock)) return readSnapshotting(host, { kind: kind.name, id });
  const [to] = lock === kind.sourceLock ? openClones(host, kind, id) : [];
  return to === undefined ? undefined : { job: 'clone', to };
}
