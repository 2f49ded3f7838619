import { randomUUID } from 'node:crypto';
import { boot } from '../../machine/boot.ts';
import { halt } from '../../machine/halt.ts';
import { noteChange } from '../../record/note.ts';
import { running, setRunning } from '../../state/vm-running.ts';
import { loadVm, refuseVmLocked, withVmLock } from '../../state/vms.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runJob } from '../job/job.ts';
import { refuseNotRunning } from './pause.ts';

/** `qm reset`: the machine begins anew, with the settings that it was started with. */
export const reset: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  refuseNotRunning(id);
  return await runJob({ type: 'qmreset', id: `${id}`, exitReflectsTask: true }, () =>
    withVmLock(id, 255, async () => {
      if (params.get('skiplock') !== '1') refuseVmLocked(loadVm(id, 255));
      const state = running(id);
      if (state === undefined) return;
      noteChange();
      await halt(id);
      setRunning(id, { ...state, since: Date.now(), bootId: randomUUID(), paused: false });
      await boot(id);
    }),
  );
};
