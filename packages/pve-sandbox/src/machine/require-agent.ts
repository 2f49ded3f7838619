import { sleepScaled } from '../record/settings.ts';
import { Refusal } from '../state/refusal.ts';
import { isVmRunning } from '../state/vm-running.ts';
import { loadVm } from '../state/vms.ts';
import { agentEnabled } from '../tools/qm/agent-enabled.ts';
import { agentAnswers } from './agent.ts';

/**
 * Goes on only when a machine's guest agent answers; a silent one is waited for, 3 s on a real host.
 * @throws Refusal
 */
export async function requireAgent(id: number): Promise<void> {
  const { values } = loadVm(id);
  if (!values.has('agent')) throw new Refusal('No QEMU guest agent configured');
  if (!isVmRunning(id)) throw new Refusal(`VM ${id} is not running`, 2);
  const enabled = agentEnabled(values);
  if (enabled && agentAnswers(id)) return;
  if (enabled) await sleepScaled('guest-ping', 3);
  throw new Refusal('QEMU guest agent is not running');
}
