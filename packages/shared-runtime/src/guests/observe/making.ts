import type { Host } from '../../host/host.ts';
import { readMaking } from '../../journal/making.ts';
import { newestTask, taskResult } from '../../tasks.ts';
import type { Kind } from '../kind.ts';
import type { Making } from '../observed.ts';

/**
 * The creation of a guest that phoenix began and that has not come to its end, with what Proxmox
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
