import { sleepScaled } from '../../record/settings.ts';
import { loadGuest, refuseLocked } from '../../state/guests.ts';
import { withConfigLock } from '../../state/locks.ts';
import { Refusal } from '../../state/refusal.ts';
import { isRunning, running } from '../../state/running.ts';
import { err } from '../../state/talk.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runJob } from '../job/job.ts';
import { enter } from '../job/phases.ts';
import { afterStop } from './stop-guest.ts';

/** `pct stop` */
export const stop: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  refuseStopped(id);
  return await runJob({ type: 'vzstop', id: `${id}`, exitReflectsTask: true }, () =>
    withConfigLock(id, 255, async () => {
      if (params.get('skiplock') !== '1') refuseLocked(loadGuest(id, 255), 'mounted');
      refuseStopped(id);
      await enter('stopping', 0.5);
      await afterStop(id);
    }),
  );
};

/** `pct shutdown` */
export const shutdown: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  refuseStopped(id);
  return await runJob({ type: 'vzshutdown', id: `${id}`, exitReflectsTask: true }, () =>
    withConfigLock(id, 255, async () => {
      refuseLocked(loadGuest(id, 255), 'mounted');
      refuseStopped(id);
      const timeout = Number(params.get('timeout') ?? 60);
      if (await askToStop(id, timeout)) return await afterStop(id);
      if (params.get('forceStop') === '1') return await afterStop(id);
      err(`command 'lxc-stop -n ${id} --nokill --timeout ${timeout}' failed: exit code 1\n`);
      throw new Refusal('container did not stop');
    }),
  );
};

/** Asks a container to stop. @returns whether it did; only an init system hears the request */
export async function askToStop(id: number, timeout: number): Promise<boolean> {
  const init = running(id)?.init;
  if (init === undefined || /^\/(?:usr\/)?s?bin\/init\b|systemd$/.test(init)) {
    await enter('stopping', 3);
    return true;
  }
  await sleepScaled('lxc-stop', timeout);
  return false;
}

function refuseStopped(id: number): void {
  if (!isRunning(id)) throw new Refusal(`CT ${id} not running`);
}
