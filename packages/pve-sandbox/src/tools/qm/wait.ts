import { setTimeout as sleep } from 'node:timers/promises';
import { settings } from '../../record/settings.ts';
import { Refusal } from '../../state/refusal.ts';
import { isVmRunning } from '../../state/vm-running.ts';
import { findVm } from '../../state/vms.ts';
import type { Handler } from '../cli/dispatch.ts';

/** `qm wait`: until the machine is stopped. */
export const wait: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  findVm(id);
  const seconds = params.get('timeout');
  const scale = Math.max(settings().timeScale, 0.05);
  const deadline =
    seconds === undefined ? Number.POSITIVE_INFINITY : Date.now() + Number(seconds) * 1000 * scale;
  while (isVmRunning(id)) {
    if (Date.now() >= deadline) throw new Refusal('wait failed - got timeout');
    await sleep(100);
  }
};
