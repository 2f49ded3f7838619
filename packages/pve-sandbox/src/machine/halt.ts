import { startTimeOf } from '../host/processes.ts';
import { endProcessesIn } from '../host/rooted.ts';
import { list, remove } from '../state/files.ts';
import { hostPath } from '../state/paths.ts';
import { machineDir, processesDir } from './places.ts';
import { progressOf } from './progress.ts';
import { treeOf } from './tree.ts';

/** Ends what runs in a machine, as the end of its power does; its tree stays as it is. */
export async function halt(id: number): Promise<void> {
  const progress = progressOf(id);
  if (progress?.pid !== undefined && startTimeOf(progress.pid) === progress.born) {
    kill(progress.pid);
  }
  for (const name of list(processesDir(id))) if (/^\d+$/.test(name)) kill(-Number(name));
  const tree = treeOf(id);
  await endProcessesIn(hostPath(tree));
  remove(machineDir(id));
  if (progress?.initrd) remove(tree);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
