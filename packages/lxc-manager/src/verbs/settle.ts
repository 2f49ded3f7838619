import { EXIT, PhoenixError, waitForCommand, waitForTasks } from '@phoenix/shared-runtime';
import type { VerbContext } from '@phoenix/shared-runtime/frame';
import { jobsOf } from '../observe/observe.ts';

/** Seconds that the work of an earlier run is waited for. */
const DEADLINE = 3600;

/**
 * Lets what an earlier run left at work come to its end before anybody judges the container: the
 * command that it had started when it was killed, and every job of Proxmox.
 */
export async function settle(id: number, context: VerbContext): Promise<void> {
  const { host, stop, declared } = context;
  const limits = { deadline: DEADLINE, stop };
  const commandEnded = await waitForCommand(host, id, {
    ...limits,
    onWait: ({ pid, argv }, elapsed) =>
      tell(id, context, `${argv.slice(0, 3).join(' ')} of an earlier run (pid ${pid})`, elapsed),
  });
  if (!commandEnded)
    throw new PhoenixError(`cannot change ${id}: a command of an earlier run is still at work`, {
      hint: `see what it does (ps -ef --forest), end it if need be, then type the command again`,
      exit: EXIT.busy,
    });
  const jobs = jobsOf(host, id, declared.lxc.get(id)?.clone_from_ctid);
  const tasksEnded = await waitForTasks(host, [...new Set(jobs.map((job) => Number(job.id)))], {
    ...limits,
    onWait: ([task], elapsed) =>
      tell(id, context, `Proxmox job ${task?.type} (pid ${task?.pid})`, elapsed),
  });
  if (!tasksEnded)
    throw new PhoenixError(`cannot change ${id}: a Proxmox job is still at work on it`, {
      hint: 'see pvesh get /nodes/localhost/tasks --source active',
      exit: EXIT.busy,
    });
}

function tell(id: number, { emit }: VerbContext, waitsFor: string, elapsed: number): void {
  emit({ type: 'wait', guest: id, waitsFor, elapsed: Math.round(elapsed), deadline: DEADLINE });
}
