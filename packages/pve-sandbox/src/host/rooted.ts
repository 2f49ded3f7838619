import { readFileSync } from 'node:fs';
import { mountOf, ownMounts, parseMountinfo } from './mount-flags.ts';
import { allPids } from './processes.ts';

/**
 * The processes that have the directory, or one below it, as their root: those that `exec` put into
 * a host, and those inside its guests. The kernel's mount table tells; nothing has to be remembered.
 */
export function processesRootedIn(directory: string): number[] {
  const mount = mountOf(directory, ownMounts());
  if (mount === undefined) return [];
  const below =
    directory === mount.point ? '' : directory.slice(mount.point.replace(/\/$/, '').length);
  const place = `${mount.root.replace(/\/$/, '')}${below}`;
  return allPids().filter((pid) => {
    const root = rootMount(pid);
    return (
      root !== undefined &&
      root.device === mount.device &&
      (root.root === place || root.root.startsWith(`${place}/`)) &&
      pid !== process.pid
    );
  });
}

function rootMount(pid: number) {
  try {
    const mounts = parseMountinfo(readFileSync(`/proc/${pid}/mountinfo`, 'utf8'));
    return mounts.findLast(({ point }) => point === '/');
  } catch {
    return undefined;
  }
}

/** Kills those processes, also such as they start meanwhile; answers when none is left. */
export async function endProcessesIn(directory: string): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    const pids = processesRootedIn(directory);
    if (pids.length === 0) return;
    for (const pid of pids) kill(pid);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}
