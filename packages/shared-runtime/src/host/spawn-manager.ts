import { closeSync } from 'node:fs';
import { EXIT } from '../exit-codes.ts';
import { childEnvironment } from './child-environment.ts';
import { cannotRun, exitStatus } from './exit-status.ts';
import { followLog } from './follow-log.ts';
import { openScratch, readScratch } from './scratch.ts';
import { wholeLines } from './whole-lines.ts';

const EVENTS_FD = 3;

/** A manager that is to act, as the dispatcher starts it. */
export interface ManagerCommand {
  readonly argv: readonly string[];
  /** Called with each whole line that the manager writes to its events descriptor. */
  readonly onEvent: (line: string) => void;
  /** Added to the environment; PHOENIX_EVENTS_FD is set here. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Bytes of a result that are taken: that of thousands of tests is far smaller. */
const MOST = 64 * 2 ** 20;

/** What a manager left behind: its exit status, its result, and the last 64 KiB of its talk. */
export interface EndedManager {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** It has not ended: it was left alone with this pid. */
  readonly left?: number;
}

/** A manager at work. */
export interface RunningManager {
  /** Rejects with a PhoenixError (exit 69) when the program cannot be started. */
  readonly done: Promise<EndedManager>;
  /** Sends a signal to the manager itself, which decides what becomes of its own children. */
  signal(name: 'SIGINT' | 'SIGTERM' | 'SIGHUP'): void;
  /** Waits for it no longer; it goes on alone, and knows by its events descriptor that it does. */
  leave(): void;
}

/**
 * Starts a manager in a session of its own, so that Ctrl-C at the terminal reaches the dispatcher
 * alone and is passed on by it. Its output goes into nameless files and not into pipes: should the
 * dispatcher die, only the events descriptor breaks, and by that the manager knows that nobody
 * listens any more. It is not part of `Host` because no planner, executor or manager needs it.
 */
export function spawnManager(command: ManagerCommand): RunningManager {
  const { spawn } = process.getBuiltinModule('node:child_process');
  const [program = '', ...args] = command.argv;
  const files = [openScratch(), openScratch()] as const;
  const stderr = followLog(files[1]);
  const child = spawn(program, args, {
    stdio: ['ignore', ...files, 'pipe'],
    env: childEnvironment({ ...command.env, PHOENIX_EVENTS_FD: String(EVENTS_FD) }),
    cwd: '/',
    detached: true,
  });
  const decoder = new TextDecoder();
  const lines = wholeLines(command.onEvent);
  child.stdio[EVENTS_FD]?.on('error', () => {});
  child.stdio[EVENTS_FD]?.on('data', (chunk: Buffer) => {
    lines.take(decoder.decode(chunk, { stream: true }));
  });
  let leave = () => {};
  const done = new Promise<EndedManager>((resolve, reject) => {
    leave = () => {
      child.unref();
      child.stdio[EVENTS_FD]?.destroy();
      const left = child.pid === undefined ? {} : { left: child.pid };
      resolve({ exit: EXIT.interrupted, stdout: '', stderr: '', ...left });
    };
    child.on('error', (error) => reject(cannotRun(program, error)));
    child.on('close', (code, signal) => {
      lines.end();
      resolve({
        exit: exitStatus(code, signal),
        stdout: readScratch(files[0], MOST),
        stderr: stderr.end(),
      });
    });
  }).finally(() => {
    stderr.end();
    for (const file of files) closeSync(file);
  });
  return { done, signal: (name) => child.kill(name), leave: () => leave() };
}
