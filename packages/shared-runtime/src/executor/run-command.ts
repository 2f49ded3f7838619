import type { CommandResult, Host } from '../host/host.ts';
import { Interrupted } from '../interrupted.ts';
import { forgetCommand, noteCommand } from '../journal/command.ts';
import type { RunOperation } from '../operation.ts';
import type { Stop } from '../stop.ts';
import { liveTasks } from '../tasks.ts';
import type { ExecutionContext } from './context.ts';
import { commandFailure } from './failure.ts';
import { isOfCluster, lockComplaint, retryDelay } from './retry.ts';

/** Seconds that a lock is waited for that no living job of Proxmox can be holding. */
const ABANDONED_AFTER = 15;

/** What a command that succeeded said, and the log that it said it to (`''` without one). */
export interface Said {
  readonly output: string;
  readonly log: string;
}

/** Runs the command of an operation, again where its data allows that; throws when it fails. */
export async function runCommand(
  operation: RunOperation,
  context: ExecutionContext,
): Promise<Said> {
  const { host, guest, stop } = context;
  const log = context.logFor(guest, operation.id);
  const count = operation.attempts?.count ?? 1;
  for (let attempt = 1; ; attempt += 1) {
    const result = await runThroughLocks(operation, context, log);
    if (isWell(operation, result)) return { output: result.output, log };
    if (endsIt(operation, stop).aborted)
      throw new Interrupted(`"${operation.id}" of ${guest}`, stop);
    if (attempt >= count) throw commandFailure(operation, guest, result, log, attempt);
    await host.sleep(operation.attempts?.interval ?? 0, stop.asked);
    if (stop.requested) throw new Interrupted(`waiting for "${operation.id}" of ${guest}`, stop);
  }
}

function isWell({ says = '' }: RunOperation, { exit, timedOut, output }: CommandResult): boolean {
  return exit === 0 && !timedOut && output.includes(says);
}

/** What is only looked or waited for leaves nothing half done: the first request ends it. */
function endsIt({ effect }: RunOperation, stop: Stop): AbortSignal {
  return effect === 'check' ? stop.asked : stop.abort;
}

/** One attempt, repeated while Proxmox only complains about a lock and there is time left. */
async function runThroughLocks(
  operation: RunOperation,
  context: ExecutionContext,
  log: string,
): Promise<CommandResult> {
  const { host, guest, stop, emit } = context;
  const begun = host.now();
  for (let retry = 0; ; retry += 1) {
    const elapsed = (host.now() - begun) / 1000;
    const result = await host.run({
      argv: operation.run,
      ...(operation.input !== undefined && { input: operation.input }),
      ...(operation.env !== undefined && { env: operation.env }),
      deadline: Math.max(1, operation.deadline - elapsed),
      log,
      abort: endsIt(operation, stop),
      onStart: (pid) => noteCommand(host, guest, { pid, argv: operation.run }),
      onLine: (line) => emit({ type: 'operation-output', guest, operation: operation.id, line }),
    });
    forgetCommand(host, guest);
    const complaint = result.exit === 0 ? undefined : lockComplaint(result.output);
    if (operation.retryLocks !== true || complaint === undefined || result.timedOut) return result;
    const used = (host.now() - begun) / 1000;
    const delay = retryDelay(retry, context.random);
    if (stop.requested || used + delay >= operation.deadline) return result;
    if (used >= ABANDONED_AFTER && isAbandoned(host, complaint)) return result;
    emit({
      type: 'wait',
      guest,
      waitsFor: complaint,
      elapsed: Math.round(used),
      deadline: operation.deadline,
    });
    await host.sleep(delay, stop.asked);
    if (stop.requested) return result;
  }
}

/** Whether no job can be holding a lock of this host that was complained about. */
function isAbandoned(host: Host, complaint: string): boolean {
  return !isOfCluster(complaint) && liveTasks(host).length === 0;
}
