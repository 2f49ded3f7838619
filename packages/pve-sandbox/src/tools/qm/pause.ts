import { noteChange } from '../../record/note.ts';
import { Refusal } from '../../state/refusal.ts';
import { isVmRunning, running, setRunning } from '../../state/vm-running.ts';
import { findVm, loadVm, refuseVmLocked, withVmLock } from '../../state/vms.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runJob } from '../job/job.ts';

/** `qm suspend`: the machine stands still; its state stays in memory. */
export const suspend: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  refuseNotRunning(id);
  if (params.get('todisk') === '1') {
    throw new Refusal("'qm suspend --todisk' is not simulated by pve-sandbox");
  }
  return await setPaused(id, true, params.get('skiplock') === '1');
};

/** `qm resume` */
export const resume: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  refuseNotRunning(id);
  return await setPaused(id, false, params.get('skiplock') === '1');
};

/** Refuses a machine that is stopped, or is none. */
export function refuseNotRunning(id: number): void {
  findVm(id, 2);
  if (!isVmRunning(id)) throw new Refusal(`VM ${id} not running`, 2);
}

async function setPaused(id: number, paused: boolean, skiplock: boolean): Promise<number> {
  const type = paused ? 'qmpause' : 'qmresume';
  return await runJob({ type, id: `${id}`, exitReflectsTask: true }, () =>
    withVmLock(id, 255, () => {
      // A backup holds its lock for hours, and does not mind.
      if (!skiplock) refuseVmLocked(loadVm(id, 255), 'backup');
      const state = running(id);
      if (state === undefined) return;
      noteChange();
      setRunning(id, { ...state, paused });
    }),
  );
}
