import { loadGuest } from '../../state/guests.ts';
import { withConfigLock } from '../../state/locks.ts';
import { Refusal } from '../../state/refusal.ts';
import { isRunning } from '../../state/running.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runJob } from '../job/job.ts';
import { failHook, startGuest } from './start-guest.ts';
import { askToStop } from './stop.ts';
import { afterStop } from './stop-guest.ts';

/** `pct reboot`: no lock keeps it from stopping, only from starting again. */
export const reboot: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  if (!isRunning(id)) throw new Refusal(`VM ${id} not running`);
  return await runJob({ type: 'vzreboot', id: `${id}`, exitReflectsTask: true }, () =>
    withConfigLock(id, 255, async () => {
      await askToStop(id, Number(params.get('timeout') ?? 60));
      await afterStop(id);
      const lock = loadGuest(id, 255).values.get('lock');
      if (lock !== undefined && lock !== 'mounted') failHook(id, 255);
      await startGuest(id, { skiplock: false });
    }),
  );
};
