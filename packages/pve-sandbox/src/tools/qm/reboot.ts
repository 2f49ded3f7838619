import { Refusal } from '../../state/refusal.ts';
import { divert } from '../../state/talk.ts';
import { isVmRunning } from '../../state/vm-running.ts';
import { loadVm, refuseVmLocked, withVmLock } from '../../state/vms.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runJob } from '../job/job.ts';
import { shutDown } from './shut-down.ts';
import { startVm } from './start-vm.ts';
import { refuseMissingTwice } from './stop.ts';

/** `qm reboot`: down by request and up again, with what was pending. */
export const reboot: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  refuseMissingTwice(id, 2);
  if (!isVmRunning(id)) throw new Refusal(`VM ${id} not running\n\nVM ${id} not running`, 2);
  return await runJob({ type: 'qmreboot', id: `${id}`, exitReflectsTask: true }, () =>
    withVmLock(id, 255, async () => {
      const conf = loadVm(id, 255);
      refuseVmLocked(conf);
      const timeout = params.has('timeout') ? Number(params.get('timeout')) : undefined;
      await shutDown(id, conf, { timeout, force: false });
      await startUnheard(id);
    }),
  );
};

/** Another program brings the machine up again: what it says is nowhere to be read. */
async function startUnheard(id: number): Promise<void> {
  const back = divert({ out: () => undefined, err: () => undefined });
  try {
    await startVm(id, { skiplock: false });
  } finally {
    back();
  }
}
