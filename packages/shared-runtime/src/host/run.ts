import { closeSync } from 'node:fs';
import { childEnvironment } from './child-environment.ts';
import { cannotRun, exitStatus } from './exit-status.ts';
import { findProgram } from './find-program.ts';
import { followLog } from './follow-log.ts';
import type { ChangeCommand, CommandResult } from './host.ts';
import { openForAppending } from './open-plain.ts';
import { openScratch } from './scratch.ts';

/**
 * What is started first: it becomes the program once a word has come on descriptor 3, and nothing
 * at all when we die before. So no command is ever at work that nobody could note.
 */
const ON_WORD = ['sh', '-c', 'read -r go <&3 || exit 0; exec 3<&-; exec "$@"', 'sh'] as const;

/** Any descriptor that the program inherits; execa's types know the first ten by number only. */
type Inherited = 3;

/**
 * Runs a program that may change the host. It outlives us: a session of its own, so that Ctrl-C at
 * the terminal reaches phoenix alone, and its output straight into the log file, because Proxmox
 * ends a job half-way when the pipe that takes its output breaks. One SIGTERM to its process group
 * at the deadline and one at an abort, which Proxmox turns into a clean undo; never SIGKILL.
 */
export async function run(command: ChangeCommand): Promise<CommandResult> {
  const { execa } = await import('execa');
  const [program = '', ...args] = command.argv;
  const env = childEnvironment(command.env);
  findProgram(program, env.PATH);
  const log = openLog(command.log);
  const input = command.input === undefined ? undefined : openScratch(command.input);
  const follower = followLog(log, command.onLine);
  const sink = log as Inherited;
  const word = Promise.withResolvers<void>();
  const options = {
    stdio: [input === undefined ? 'ignore' : (input as Inherited), sink, sink, once(word.promise)],
    env,
    extendEnv: false,
    cwd: '/',
    detached: true,
    cleanup: false,
    forceKillAfterDelay: false,
    buffer: false,
    reject: false,
  } as const;
  let timedOut = false;
  let timer: NodeJS.Timeout | undefined;
  let end: (() => void) | undefined;
  try {
    const [shell, ...words] = ON_WORD;
    const child = execa(shell, [...words, program, ...args], options);
    if (child.pid !== undefined) command.onStart?.(child.pid);
    word.resolve();
    end = () => terminateGroup(child.pid);
    timer = setTimeout(() => {
      timedOut = true;
      end?.();
    }, command.deadline * 1000);
    if (command.abort?.aborted) end();
    else command.abort?.addEventListener('abort', end, { once: true });
    const result = await child;
    if (result.exitCode === undefined && result.signal === undefined) {
      throw cannotRun(program, result.cause);
    }
    return { exit: exitStatus(result.exitCode, result.signal), output: follower.end(), timedOut };
  } finally {
    clearTimeout(timer);
    if (end !== undefined) command.abort?.removeEventListener('abort', end);
    follower.end();
    closeSync(log);
    if (input !== undefined) closeSync(input);
  }
}

async function* once(noted: Promise<void>): AsyncGenerator<string> {
  await noted;
  yield 'go\n';
}

function openLog(path: string): number {
  try {
    return openForAppending(path, 0o600, { andRead: true });
  } catch {
    // A log that cannot be written stops nothing; what is said is still read from a nameless file.
    return openScratch();
  }
}

function terminateGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGTERM');
  } catch {
    // It ended by itself just now.
  }
}
