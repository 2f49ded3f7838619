import type { Host } from './host/host.ts';
import { Interrupted } from './interrupted.ts';
import type { Stop } from './stop.ts';

const DIRECTORY = '/var/log/pve/tasks';
const ACTIVE = `${DIRECTORY}/active`;
const INDEX = `${DIRECTORY}/index`;
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
    if (processStart(host, task.pid) === task.processStart) tasks.push(task);
  }
  return tasks;
}

/**
 * How an ended job came out (`OK`, `WARNINGS: 1` or its error), where Proxmox still knows. The
 * lists are brought up to date only when somebody looks at them; the job's own log is always right.
 */
export function taskResult(host: Pick<Host, 'read'>, upid: string): string | undefined {
  const ended = (host.read(INDEX) ?? '').split('\n').find((line) => line.startsWith(`${upid} `));
  if (ended !== undefined) return ended.split(' ').slice(2).join(' ');
  const active = (host.read(ACTIVE) ?? '').split('\n').find((line) => line.startsWith(`${upid} `));
  const [, , endTime, ...status] = active?.split(' ') ?? [];
  return endTime === undefined ? loggedResult(host, upid) : status.join(' ');
}

function loggedResult(host: Pick<Host, 'read'>, upid: string): string | undefined {
  const start = upid.split(':')[4] ?? '';
  const log = host.read(`${DIRECTORY}/${start.slice(-1)}/${upid}`) ?? '';
  return /(?:^|\n)TASK (?:ERROR: )?([^\n]*)\n*$/.exec(log)?.[1];
}

/** The newest job of a type on a guest that began at or after a time (seconds since the epoch). */
export function newestTask(
  host: Pick<Host, 'read'>,
  type: string,
  id: number,
  since: number,
): Task | undefined {
  const lines = [ACTIVE, INDEX].flatMap((path) => (host.read(path) ?? '').split('\n'));
  return lines
    .map((line) => parseUpid(line.split(' ')[0] ?? ''))
    .filter((task) => task !== undefined)
    .filter((task) => task.type === type && task.id === `${id}` && task.start >= since)
    .reduce<Task | undefined>(
      (newest, task) => (newest !== undefined && newest.start >= task.start ? newest : task),
      undefined,
    );
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

/** Start of a living process in clock ticks since boot; undefined when it is gone. */
export function processStart(host: Pick<Host, 'read'>, pid: number): number | undefined {
  const stat = host.read(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // The second field is the program's name in parentheses and may itself hold blanks and those.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const state = fields[0];
  return state === 'Z' || state === 'X' ? undefined : Number(fields[19]);
}
