import { sleepScaled } from '../record/settings.ts';
import { Refusal } from '../state/refusal.ts';
import { isVmRunning } from '../state/vm-running.ts';
import { loadVm } from '../state/vms.ts';
import { agentAnswers } from './agent.ts';

/** Whether an `agent` setting enables the guest agent. */
export function isEnabled(setting: string): boolean {
  const enabled = setting
    .split(',')
    .map((part) => part.replace(/^enabled=/, ''))
    .find((part) => !part.includes('='));
  return /^(?:1|on|yes|true)$/i.test(enabled ?? '');
}

/**
 * Goes on only when a machine's guest agent answers; a silent one is waited for, 3 s on a real host.
 * @throws Refusal
 */
export async function requireAgent(id: number): Promise<void> {
  const setting = loadVm(id).values.get('agent');
  if (setting === undefined) throw new Refusal('No QEMU guest agent configured');
  if (!isVmRunning(id)) throw new Refusal(`VM ${id} is not running`, 2);
  const enabled = isEnabled(setting);
  if (enabled && agentAnswers(id)) return;
  if (enabled) await sleepScaled('guest-ping', 3);
  throw new Refusal('QEMU guest agent is not running');
}
