import { type Host, newestTask, readMaking, taskResult } from '@phoenix/shared-runtime';
import type { Making } from './observed.ts';

/**
 * The creation of a container that phoenix began and that has not come to its end, with what
 * Proxmox recorded of the job: a killed `pct create` may leave a conf file that looks finished.
 */
export function openMaking(host: Host, id: number): Making | undefined {
  const making = readMaking(host, 'lxc', id);
  if (making === undefined || making.stage !== 'define') return making;
  const since = Math.floor(Date.parse(making.since) / 1000);
  const job = newestTask(host, 'vzcreate', id, since);
  if (job === undefined) return making;
  return { ...making, ended: /^(OK|WARNINGS)/.test(taskResult(host, job.upid) ?? '') };
}
