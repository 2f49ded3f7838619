import { PhoenixError } from '../../errors.ts';
import { EXIT } from '../../exit-codes.ts';
import type { VerbContext } from '../../frame/context.ts';
import { waitForCommand } from '../../journal/command.ts';
import { waitForTasks } from '../../tasks.ts';
import { type Guest, sourceOf } from '../guest.ts';
import { openClones } from '../observe/making.ts';
import { jobsOf } from '../observe/observe.ts';
import type { Twin } from './twin.ts';

/** Seconds that the work of an earlier run is waited for. */
const DEADLINE = 3600;

/**
 * Lets what an earlier run left at work come to its end before anybody judges the guest: the
 * command that it had started when it was killed, and every job of Proxmox.
 */
export async function settle<G extends Guest>(
  id: number,
  { sight }: Pick<Twin<G>, 'sight'>,
  context: VerbContext,
): Promise<void> {
  const { host, stop, declared } = context;
  const limits = { deadline: DEADLINE, stop };
  // A clone is made by a command of its own, which changes its source as well.
  for (const noted of [id, ...openClones(host, sight.kind, id)]) {
    const commandEnded = await waitForCommand(host, noted, {
      ...limits,
      onWait: ({ pid, argv }, elapsed) =>
        tell(id, context, `${argv.slice(0, 3).join(' ')} of an earlier run (pid ${pid})`, elapsed),
    });
    if (!commandEnded)
      throw new PhoenixError(`cannot change ${id}: a command of an earlier run is still at work`, {
        hint: `see what it does (ps -ef --forest), end it if need be, then type the command again`,
        exit: EXIT.busy,
      });
  }
  const guest = sight.guests(declared).get(id);
  const jobs = jobsOf(host, sight.kind, id, guest && sourceOf(guest));
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
