import { messageOf, Refusal } from '../../state/refusal.ts';
import { divert, err, writeAll } from '../../state/talk.ts';
import { beginTask, endTask, logTask } from '../../state/tasks.ts';
import { unwatchSignals, watchSignals } from './phases.ts';

/** Warnings of the job that runs in this process. */
let warnings = 0;

/** Adds a warning: the job succeeds, and says so at its end. */
export function warnJob(text: string): void {
  warnings++;
  err(`WARN: ${text}\n`);
}

/** How a job is listed and how its end shows. */
export interface JobKind {
  /** Type in the task list, such as `vzstart`. */
  type: string;
  id: string;
  /** Some commands exit 0 whatever became of their job. */
  exitReflectsTask: boolean;
}

/**
 * Runs work as one of Proxmox's jobs: in the task list while it runs, with both streams merged into
 * standard output and the job's log; its error goes to standard error at the end.
 * @returns exit code of the command
 */
export async function runJob(
  { type, id, exitReflectsTask }: JobKind,
  work: () => Promise<void>,
): Promise<number> {
  const task = beginTask(type, id);
  const say = (text: string | Uint8Array) => {
    logTask(task, text.toString());
    writeAll(1, text);
  };
  const back = divert({ out: say, err: say });
  watchSignals();
  try {
    await work();
  } catch (error) {
    back();
    if (!isAnswer(error)) throw error;
    endTask(task, messageOf(error));
    err(`${messageOf(error)}\n`);
    return exitReflectsTask ? (error instanceof Refusal ? error.exit : 255) : 0;
  } finally {
    unwatchSignals();
  }
  back();
  endTask(task, jobStatus(warnings));
  if (warnings > 0) err(`Task finished with ${warnings} warning(s)!\n`);
  return 0;
}

/** The status of a job that succeeded. */
export const jobStatus = (count: number): string => (count === 0 ? 'OK' : `WARNINGS: ${count}`);

/** Number of warnings so far. */
export const warningCount = (): number => warnings;

const isAnswer = (error: unknown): boolean =>
  error instanceof Refusal || (error instanceof Error && 'code' in error && error.code === 'EPIPE');
