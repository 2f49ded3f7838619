import type { Host } from './host/host.ts';
import { Interrupted } from './interrupted.ts';
import type { Stop } from './stop.ts';

const ACTIVE = '/var/log/pve/tasks/active';
const INDEX = '/var/log/pve/tasks/index';
const UPID =
  /^UPID:([^:\s]+):([0-9A-Fa-f]{8}):([0-9A-Fa-f]{8,9}):([0-9A-Fa-f]{8}):([^:\s]+):([^:\s]*):([^:\s]+):$/;

/** A job of Proxmox, as its UPID tells. */
export interface Task {
  readonly upid: string;
  readonly pid: number;
  /** Start of the process in clock ticks since boot, as field 22 of /proc/PID/stat has it. */
  readonly processStart: number;
  /** Seconds since the epoch. */
  readonly start: number;
  /** `vzcreate`, `vzclone`, `qmclone`, ... */
  readonly type: string;
  /** The guest that it is about; a clone runs under the id of its source. Empty for the host's. */
  readonly id: string;
}

/** Reads a UPID; undefined when it is none. */
export function parseUpid(upid: string): Task | undefined {
  const match = UPID.exec(upid);
  if (match === null) return undefined;
  const [, , pid = '', processStart = '', start = '', type = '', id = ''] = match;
  return {
    upid,
    pid: Number.parseInt(pid, 16),
    processStart: Number.parseInt(processStart, 16),
    start: Number.parseInt(start, 16),
    type,
    id,
  };
}

/**
 * The jobs of Proxmox that are at work at this moment: of one guest, or of the whole host. A line
 * of the list alone proves nothing; its process has to exist and be the very one that wrote it.
 */
export function liveTasks(host: Pick<Host, 'read'>, id?: number): Task[] {
  const tasks: Task[] = [];
  for (const line of (host.read(ACTIVE) ?? '').split('\n')) {
    const [upid = '', , endTime] = line.split(' ');
    const task = endTime === undefined ? parseUpid(upid) : undefined;
    if (task === undefined || (id !== undefined && task.id !== String(id))) continue;
    if (startOf(host, task.pid) === task.processStart) tasks.push(task);
  }
  return tasks;
}

/** How an ended job came out (`OK` or its error), where Proxmox still knows. */
export function taskResult(host: Pick<Host, 'read'>, upid: string): string | undefined {
  const ended = (host.read(INDEX) ?? '').split('\n').find((line) => line.startsWith(`${upid} `));
  if (ended !== undefined) return ended.split(' ').slice(2).join(' ');
  const active = (host.read(ACTIVE) ?? '').split('\n').find((line) => line.startsWith(`${upid} `));
  const [, , endTime, ...status] = active?.split(' ') ?? [];
  return endTime === undefined ? undefined : status.join(' ');
}

/**
 * Waits until no job of these guests is alive, looking every second; false when that did not come
 * within `deadline` seconds. Throws Interrupted when a stop is asked for.
 */
export async function waitForTasks(
  host: Pick<Host, 'read' | 'now' | 'sleep'>,
  ids: readonly number[],
  options: { deadline: number; stop: Stop; onWait?: (tasks: Task[], elapsed: number) => void },
): Promise<boolean> {
  const begun = host.now();
  for (;;) {
    const tasks = ids.flatMap((id) => liveTasks(host, id));
    if (tasks.length === 0) return true;
    const elapsed = (host.now() - begun) / 1000;
    if (elapsed >= options.deadline) return false;
    if (options.stop.requested)
      throw new Interrupted('while Proxmox is still at work', options.stop);
    options.onWait?.(tasks, elapsed);
    await host.sleep(1, options.stop.asked);
  }
}

function startOf(host: Pick<Host, 'read'>, pid: number): number | undefined {
  const stat = host.read(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // The second field is the program's name in parentheses and may itself hold blanks and those.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const state = fields[0];
  return state === 'Z' || state === 'X' ? undefined : Number(fields[19]);
}
