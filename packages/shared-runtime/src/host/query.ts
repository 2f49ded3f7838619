import { Interrupted } from '../interrupted.ts';
import { quoteArgv } from '../quote.ts';
import { childEnvironment } from './child-environment.ts';
import { cannotRun, exitStatus } from './exit-status.ts';
import type { QueryResult } from './host.ts';
import { type EndSignal, onSignal } from './on-signal.ts';

const LIMIT = 16 * 1024 * 1024;
/** How long one that was told to end may take for it, and how long its output is waited for. */
const GRACE = 2000;

/** What is answered in the place of more output than that: a part of it would be taken for the whole. */
const TOO_MUCH = 'it said more than 16 MiB, and was ended';

/**
 * Runs a program that only reads, through pipes. One that says more than 16 MiB is ended (exit 143), and
 * a line tells so in the place of what it said. `timeout` in
 * seconds (60 when absent), then SIGTERM; it is not waited for longer, nor for what it left running
 * with its output open. A signal to us ends it as well: Interrupted is thrown. Plain child_process:
 * it starts in a tenth of execa's time.
 */
export async function query(
  argv: readonly string[],
  options: QueryOptions = {},
): Promise<QueryResult> {
  let asked: Asked | undefined;
  let told: EndSignal | undefined;
  // From before it is started: a signal that comes meanwhile would end us alone, and leave it at work.
  const deaf = onSignal((name) => {
    told ??= name;
    asked?.end();
  });
  try {
    asked = ask(argv, options);
    const result = await asked.done;
    if (told !== undefined)
      throw new Interrupted(`while ${quoteArgv(argv.slice(0, 2))} was asked`, { reason: told });
    return result;
  } finally {
    deaf();
  }
}

interface QueryOptions {
  readonly timeout?: number;
  readonly input?: string;
}

/** A program that was asked. */
interface Asked {
  readonly done: Promise<QueryResult>;
  /** Tells it to end, and waits for it no longer than a little while. */
  readonly end: () => void;
}

function ask(argv: readonly string[], options: QueryOptions): Asked {
  const { spawn } = process.getBuiltinModule('node:child_process');
  const [program = '', ...args] = argv;
  const child = spawn(program, args, {
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    env: childEnvironment(),
    cwd: '/',
    // Ctrl-C at the terminal is for us alone.
    detached: true,
  });
  // A program need not read what it is given.
  child.stdin?.on('error', () => {});
  child.stdin?.end(options.input);
  const all: Buffer[] = [];
  const stdout: Buffer[] = [];
  let size = 0;
  let timedOut = false;
  let patience: NodeJS.Timeout | undefined;
  /** Closing our ends makes 'close' come, whoever still holds the others. */
  const loseInterest = () => {
    child.stdin?.destroy();
    child.stdout?.destroy();
    child.stderr?.destroy();
    child.unref();
  };
  let end = () => {};
  const done = new Promise<QueryResult>((resolve, reject) => {
    const conclude = (code: number | null, signal: string | null) => {
      clearTimeout(timer);
      clearTimeout(patience);
      loseInterest();
      resolve({
        exit: exitStatus(code, signal),
        output: Buffer.concat(all).toString(),
        stdout: Buffer.concat(stdout).toString(),
        timedOut,
      });
    };
    const take = (chunk: Buffer, alone?: Buffer[]) => {
      size += chunk.length;
      all.push(chunk);
      alone?.push(chunk);
      if (size <= LIMIT) return;
      all.splice(0, all.length, Buffer.from(TOO_MUCH));
      stdout.length = 0;
      end();
      conclude(null, 'SIGTERM');
    };
    child.stdout?.on('data', (chunk: Buffer) => take(chunk, stdout));
    child.stderr?.on('data', (chunk: Buffer) => take(chunk));
    end = () => {
      terminate(child.pid);
      patience ??= setTimeout(() => conclude(null, 'SIGTERM'), GRACE);
    };
    const timer = setTimeout(
      () => {
        timedOut = true;
        end();
      },
      (options.timeout ?? 60) * 1000,
    );
    child.on('error', (error) => {
      reject(cannotRun(program, error));
      conclude(null, null);
    });
    child.on('exit', (code, signal) => {
      patience ??= setTimeout(() => conclude(code, signal), GRACE);
    });
    child.on('close', conclude);
  });
  return { done, end: () => end() };
}

function terminate(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGTERM');
  } catch {
    // It ended by itself just now.
  }
}
