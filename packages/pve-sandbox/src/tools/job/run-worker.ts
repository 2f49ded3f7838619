import { setImmediate } from 'node:timers/promises';
import { spawnSelf } from '../../host/own-command.ts';
import { current } from '../../record/current.ts';
import { noteWait } from '../../record/note.ts';
import { phase } from '../../record/phase.ts';
import { err, writeAll } from '../../state/talk.ts';
import { logTask } from '../../state/tasks.ts';
import type { ToParent, ToWorker } from './messages.ts';

/**
 * Runs a long job as Proxmox does: in a second process with a session of its own, whose output comes
 * through this one. So SIGKILL of the command's group leaves the worker behind, which dies of its
 * next word, or finishes when it has none left; SIGTERM and SIGINT are passed on, and a reader that
 * goes away makes the worker undo what it did.
 * @param work a name in works.ts
 * @returns exit code of the command
 */
export async function runWorkerJob(work: string, params: unknown): Promise<number> {
  const child = spawnSelf(['__job'], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  let upid: string | undefined;
  let stopWanted = false;
  // A worker that has not begun yet could not undo anything.
  const stop = () => {
    stopWanted = true;
    if (upid !== undefined && child.pid !== undefined) signal(-child.pid);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('SIGHUP', stop);

  let broken = false;
  const output = child.stdio[1];
  output?.on('data', (chunk: Buffer) => {
    if (upid !== undefined) logTask({ upid }, chunk.toString('utf8'));
    try {
      if (!broken) writeAll(1, chunk);
    } catch {
      broken = true;
      stop();
    }
  });
  let over: Extract<ToParent, { kind: 'over' }> | undefined;
  child.on('message', (message: ToParent) => {
    if (message.kind === 'task') {
      upid = message.upid;
      if (stopWanted) stop();
    } else if (message.kind === 'waited') noteWait(message.ms);
    else if (message.kind === 'over') over = message;
    else void enterPhase(message, (answer) => child.connected && child.send(answer));
  });
  const begin: ToWorker = { kind: 'begin', work, params, argv: current() };
  child.send(begin);
  await new Promise((resolve) => child.on('close', resolve));
  process.off('SIGTERM', stop);
  process.off('SIGINT', stop);
  process.off('SIGHUP', stop);
  if (over?.error !== undefined) {
    err(`${over.error}\n`);
    return 255;
  }
  if (over === undefined) {
    err('job ended without a result\n');
    return 255;
  }
  if (over.warnings > 0) err(`Task finished with ${over.warnings} warning(s)!\n`);
  return 0;
}

/** Phases are entered here, so that what is to die in one is this command and not its worker. */
async function enterPhase(
  { name, seconds }: { name: string; seconds: number },
  answer: (message: ToWorker) => void,
): Promise<void> {
  // What the worker said before is to be out first.
  await setImmediate();
  await setImmediate();
  await phase(name, seconds);
  answer({ kind: 'phase-over' });
}

function signal(group: number): void {
  try {
    process.kill(group, 'SIGTERM');
  } catch {
    // It has just ended.
  }
}
