import { setStopped } from '../state/vm-running.ts';
import { withVmLock } from '../state/vms.ts';
import { halt } from './halt.ts';

/** Ends a machine whose system switches itself off. */
export async function powerOff(id: number): Promise<void> {
  await withVmLock(id, 255, async () => {
    await halt(id);
    setStopped(id);
  });
}
