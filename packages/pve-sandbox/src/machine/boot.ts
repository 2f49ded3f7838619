import { setTimeout as sleep } from 'node:timers/promises';
import { spawnSelf } from '../host/own-command.ts';
import { startTimeOf } from '../host/processes.ts';
import { settings } from '../record/settings.ts';
import { exists } from '../state/files.ts';
import { isSystem } from '../state/system.ts';
import { initrdOf } from '../state/vm-disks.ts';
import { loadVm } from '../state/vms.ts';
import { habitsOf } from './habits.ts';
import { halt } from './halt.ts';
import { setProgress } from './progress.ts';
import { layRecorded } from './recorded-system.ts';
import { treeOf } from './tree.ts';

/** How long a start waits for a boot that takes no time: what a guest's commands need is real. */
const LONGEST_WAIT = 2000;

/**
 * Lets a machine boot that was just marked as running. That goes on by itself, in a process of its
 * own; where time does not pass (scale 0) it is over before this answers, unless it takes long.
 */
export async function boot(id: number): Promise<void> {
  await halt(id);
  const initrd = initrdOf(loadVm(id).values);
  const inMemory = initrd !== undefined && exists(initrd);
  const progress = { since: Date.now(), booted: false, ...(inMemory && { initrd: true }) };
  setProgress(id, progress);
  const tree = treeOf(id);
  if (inMemory) layRecorded(tree);
  if (!isSystem(tree) || habitsOf(id).neverBoots === true) return;
  const child = spawnSelf(['__boot', `${id}`], { stdio: 'ignore' });
  const { pid } = child;
  if (pid === undefined) throw new Error(`cannot start the boot of VM ${id}`);
  const over = new Promise((resolve) => child.on('exit', resolve));
  setProgress(id, { ...progress, pid, born: startTimeOf(pid) ?? '' });
  if (settings().timeScale === 0)
    await Promise.race([over, sleep(LONGEST_WAIT, undefined, { ref: false })]);
  child.unref();
}
