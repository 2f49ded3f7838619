import { setTimeout as sleep } from 'node:timers/promises';
import { endOf, NotStarted, startProcess } from '../../machine/guest-process.ts';
import { requireAgent } from '../../machine/require-agent.ts';
import { treeOf } from '../../machine/tree.ts';
import { noteChange } from '../../record/note.ts';
import { Refusal } from '../../state/refusal.ts';
import { err, out } from '../../state/talk.ts';
import { loadVm } from '../../state/vms.ts';
import type { Handler } from '../cli/dispatch.ts';
import { noteGuestChange } from '../pct/note-guest-change.ts';
import { answerText, takeAnswer } from './guest-answer.ts';
import { readInput } from './guest-input.ts';

/** `qm guest exec`: runs a command by the guest agent; it exits 0 whatever became of the command. */
export const guestExec: Handler = async ({ params, words }) => {
  const id = Number(params.get('vmid'));
  loadVm(id);
  const input = params.get('pass-stdin') === '1' ? await readInput() : undefined;
  if (words.length === 0 && input === undefined) {
    throw new Refusal('command or input-data (or both) required');
  }
  await requireAgent(id);
  if (words.length === 0) throw new Refusal("Agent error: Parameter 'path' is missing", 29);
  const started = Date.now();
  const pid = await start(id, words, input ?? Buffer.alloc(0));
  if (params.get('synchronous') === '0') {
    noteChange();
    out(answerText({ pid }));
    return;
  }
  const timeout = Number(params.get('timeout') ?? 30);
  if (await hasEnded(id, pid, timeout === 0 ? Number.POSITIVE_INFINITY : timeout)) {
    noteGuestChange([treeOf(id)], started);
    out(answerText(takeAnswer(id, pid)));
    return;
  }
  noteChange();
  out(answerText({ pid }));
  err('timeout reached, returning pid\n');
};

async function start(id: number, argv: readonly string[], input: Buffer): Promise<number> {
  try {
    return await startProcess(id, treeOf(id), argv, input);
  } catch (error) {
    if (!(error instanceof NotStarted)) throw error;
    const words = `Failed to execute child process “${argv[0]}” (${error.message})`;
    const perl = 'Wide character in die at /usr/share/perl5/PVE/RESTHandler.pm line 1131.';
    throw new Refusal(`${perl}\nAgent error: ${words}`, 29);
  }
}

/** Commands take their real time, whatever the time scale; a real host looks once a second. */
async function hasEnded(id: number, pid: number, seconds: number): Promise<boolean> {
  const deadline = performance.now() + seconds * 1000;
  for (let pause = 4; ; pause = Math.min(pause * 1.3, 100)) {
    if (endOf(id, pid) !== undefined) return true;
    if (performance.now() >= deadline) return false;
    await sleep(pause);
  }
}
