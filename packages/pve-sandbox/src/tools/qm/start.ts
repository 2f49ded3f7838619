import { Refusal } from '../../state/refusal.ts';
import { isVmRunning } from '../../state/vm-running.ts';
import { withVmLock } from '../../state/vms.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runJob } from '../job/job.ts';
import { startVm } from './start-vm.ts';

/** `qm start` */
export const start: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  if (isVmRunning(id)) throw new Refusal(`VM ${id} already running`);
  const skiplock = params.get('skiplock') === '1';
  return await runJob({ type: 'qmstart', id: `${id}`, exitReflectsTask: true }, () =>
    withVmLock(id, 255, () => startVm(id, { skiplock })),
  );
};
