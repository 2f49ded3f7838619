import { exists } from '../state/files.ts';
import { running } from '../state/vm-running.ts';

import { habitsOf } from './habits.ts';
import { isInstalled } from './packages.ts';
import { progressOf } from './progress.ts';
import { treeOf } from './tree.ts';

/** Where the service manager's stand-in keeps what runs. */
export const unitsDir = 'run/pve-sandbox-units';

/** The unit of the guest agent. */
export const agentUnit = 'qemu-guest-agent.service';

/** Whether the guest agent of a running machine answers now. */
export function agentAnswers(id: number): boolean {
  const progress = progressOf(id);
  const { silentAgent, agentAfter = 0 } = habitsOf(id);
  if (progress?.booted !== true || silentAgent || running(id)?.paused !== false) return false;
  if (Date.now() - progress.since < agentAfter * 1000) return false;
  const tree = treeOf(id);
  return isInstalled(tree, 'qemu-guest-agent') && isServiceRunning(tree);
}

function isServiceRunning(tree: string): boolean {
  const unit = `${tree}/${unitsDir}/${agentUnit}`;
  return exists(unit) && !exists(`${unit}.stopped`);
}
