import { setCurrent } from '../../record/current.ts';
import { noted } from '../../record/note.ts';
import { messageOf } from '../../state/refusal.ts';
import { divert, writeAll } from '../../state/talk.ts';
import { beginTask, endTask } from '../../state/tasks.ts';
import { jobStatus, warningCount } from './job.ts';
import type { ToParent, ToWorker } from './messages.ts';
import { becomeWorker } from './phases.ts';
import { works } from './works.ts';

/** The worker's half of a job; its command's half is run-worker.ts. */
export async function runWorker(): Promise<number> {
  becomeWorker();
  const begin = await new Promise<Extract<ToWorker, { kind: 'begin' }>>((resolve) => {
    process.once('message', (message: ToWorker) => {
      if (message.kind === 'begin') resolve(message);
    });
  });
  setCurrent(begin.argv);
  const work = works[begin.work];
  if (work === undefined) throw new Error(`no work '${begin.work}'`);
  divert({ out: say, err: say });
  const { type, id, run } = await work(begin.params);
  const task = beginTask(type, id);
  await tell({ kind: 'task', upid: task.upid });
  try {
    await run();
    endTask(task, jobStatus(warningCount()));
    await tell({ kind: 'waited', ms: noted().waited_ms });
    await tell({ kind: 'over', warnings: warningCount() });
  } catch (error) {
    endTask(task, messageOf(error));
    await tell({ kind: 'over', error: messageOf(error), warnings: 0 });
  }
  if (process.connected) process.disconnect();
  return 0;
}

/** Answers when the message is on its way, or there is nobody to take it. */
function tell(message: ToParent): Promise<void> {
  return new Promise((resolve) => {
    if (!process.connected || process.send === undefined) resolve();
    else process.send(message, undefined, {}, () => resolve());
  });
}

/** A word that nobody can hear is the worker's end, as a broken pipe is for any program. */
function say(text: string | Uint8Array): void {
  try {
    writeAll(1, text);
  } catch {
    process.kill(0, 'SIGKILL');
  }
}
