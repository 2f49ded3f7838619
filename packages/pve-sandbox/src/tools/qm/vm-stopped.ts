import { halt } from '../../machine/halt.ts';
import { noteChange } from '../../record/note.ts';
import { hasPending } from '../../state/vm-conf-text.ts';
import { setStopped } from '../../state/vm-running.ts';
import { loadVm, vmExists } from '../../state/vms.ts';
import { applyVmPending } from './apply-pending.ts';

/**
 * What follows a machine's end, however it came: nothing runs in it any more, it counts as stopped,
 * and what was pending takes effect. The caller holds the config lock.
 */
export async function afterVmStop(id: number): Promise<void> {
  noteChange();
  await halt(id);
  setStopped(id);
  if (!vmExists(id)) return;
  const conf = loadVm(id, 255);
  if (hasPending(conf)) applyVmPending(id, conf, { drive: false });
}
