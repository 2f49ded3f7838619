import { readlinkSync } from 'node:fs';
import { type ProcessInfo, processInfo } from '../host/processes.ts';
import { OWN } from './files.ts';

/** Programs that only start another one: the caller is whoever used them. */
const starters = new Set(['flock', 'setsid', 'unshare', 'setpriv']);

/** Kills this command's whole process group at once, as an administrator's `kill -9 -PID` does. */
export function killOwnGroup(): never {
  const self = processInfo(process.pid);
  const leader = self && processInfo(self.group);
  // A command that was given no group of its own shares its caller's, which is to survive.
  const own = self?.group === process.pid || (leader !== undefined && isHelper(leader));
  process.kill(own ? 0 : process.pid, 'SIGKILL');
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

/** Kills the process that called this program: the nearest ancestor that is no helper. */
export function killCaller(): void {
  let ancestor = processInfo(process.ppid);
  while (ancestor !== undefined && isHelper(ancestor)) ancestor = processInfo(ancestor.parent);
  if (ancestor !== undefined && isOnHost(ancestor.pid)) process.kill(ancestor.pid, 'SIGKILL');
}

/** Whether a process sees this host's mounts: those of the machine around it are left alone. */
function isOnHost(pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/ns/mnt`) === readlinkSync('/proc/self/ns/mnt');
  } catch {
    return false;
  }
}

/** Whether the process is a part of the sandbox or one that just passes on. */
function isHelper({ name, executable, command }: ProcessInfo): boolean {
  return (
    starters.has(name) ||
    executable.startsWith(`${OWN}/`) ||
    command.some((word) => word.startsWith('--as=')) ||
    command.some((word) => word.startsWith(`${OWN}/bin/`))
  );
}
