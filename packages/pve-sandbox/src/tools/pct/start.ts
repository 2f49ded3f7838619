import { withConfigLock } from '../../state/locks.ts';
import { Refusal } from '../../state/refusal.ts';
import { isRunning } from '../../state/running.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runJob } from '../job/job.ts';
import { startGuest } from './start-guest.ts';

/** `pct start` */
export const start: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  if (isRunning(id)) throw new Refusal(`CT ${id} already running`);
  const skiplock = params.get('skiplock') === '1';
  return await runJob({ type: 'vzstart', id: `${id}`, exitReflectsTask: true }, () =>
    withConfigLock(id, 255, () => startGuest(id, { skiplock })),
  );
};
