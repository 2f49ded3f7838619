import { type Ended, endOf, forgetProcess } from '../../machine/guest-process.ts';
import { type Json, perlJson } from '../../machine/perl-json.ts';
import { Refusal } from '../../state/refusal.ts';

/** What the agent keeps of an output, in bytes. */
const MOST = 16 * 1024 * 1024;

/** A result as `qm guest` prints it. */
export const answerText = (value: Json): string => `${perlJson(value)}\n`;

/**
 * The state of a process as the agent tells it; an ended one is told once and then forgotten.
 * @throws Refusal when there is no such process
 */
export function takeAnswer(id: number, pid: number): Json {
  const ended = endOf(id, pid);
  // The agent's own format string is broken there.
  if (ended === 'unknown') throw new Refusal('Agent error: PID ld does not exist', 29);
  if (ended === undefined) return { exited: 0 };
  forgetProcess(id, pid);
  return endedAnswer(ended);
}

/** How a process ended; an output without a byte is left out. */
export function endedAnswer({ exitcode, signal, out, err }: Ended): Json {
  return {
    exited: 1,
    exitcode,
    signal,
    ...(out.length > 0 && { 'out-data': bytes(out), 'out-truncated': out.length > MOST ? 1 : 0 }),
    ...(err.length > 0 && { 'err-data': bytes(err), 'err-truncated': err.length > MOST ? 1 : 0 }),
  };
}

/** Proxmox takes each byte for a character and encodes it once more. */
const bytes = (data: Buffer): string => data.subarray(0, MOST).toString('latin1');
