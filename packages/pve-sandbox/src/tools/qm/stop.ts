import { Refusal } from '../../state/refusal.ts';
import { err } from '../../state/talk.ts';
import { isVmRunning } from '../../state/vm-running.ts';
import { findVm, loadVm, refuseVmLocked, withVmLock } from '../../state/vms.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runJob } from '../job/job.ts';
import { enter } from '../job/phases.ts';
import { shutDown } from './shut-down.ts';
import { afterVmStop } from './vm-stopped.ts';

/** `qm stop`: a machine that is stopped is no error. */
export const stop: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  findVm(id, 255);
  return await runJob({ type: 'qmstop', id: `${id}`, exitReflectsTask: true }, async () => {
    if (!isVmRunning(id)) return;
    await withVmLock(id, 255, async () => {
      if (!isVmRunning(id)) return;
      if (params.get('skiplock') !== '1') refuseVmLocked(loadVm(id, 255));
      await enter('stopping', 0.5);
      await afterVmStop(id);
    });
  });
};

/** `qm shutdown`: with a deadline, and told of a machine that is stopped. */
export const shutdown: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  refuseMissingTwice(id, 255);
  if (!isVmRunning(id)) {
    err(`VM ${id} not running\n\n`);
    return 0;
  }
  return await runJob({ type: 'qmshutdown', id: `${id}`, exitReflectsTask: true }, () =>
    withVmLock(id, 255, async () => {
      if (!isVmRunning(id)) return;
      const conf = loadVm(id, 255);
      if (params.get('skiplock') !== '1') refuseVmLocked(conf);
      await shutDown(id, conf, {
        timeout: params.has('timeout') ? Number(params.get('timeout')) : undefined,
        force: params.get('forceStop') === '1',
      });
    }),
  );
};

/** Two parts of Proxmox say so of a machine that is not there, one after the other. */
export function refuseMissingTwice(id: number, exit: number): void {
  try {
    findVm(id, exit);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(`${error.message}\n\n${error.message}`, exit);
  }
}
