import { isVmRunning } from '../state/vm-running.ts';
import { withVmLock } from '../state/vms.ts';
import { afterVmStop } from '../tools/qm/vm-stopped.ts';

/** Ends a machine whose system switches itself off. */
export async function powerOff(id: number): Promise<void> {
  await withVmLock(id, 255, async () => {
    if (isVmRunning(id)) await afterVmStop(id);
  });
}
