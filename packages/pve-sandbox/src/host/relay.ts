import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { isatty } from 'node:tty';

const passedOn = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const;

/**
 * Runs a command with the descriptors given and passes signals on to it, each once; answers its
 * exit code, or dies of the signal that it died of.
 */
export function relay(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  fds: readonly number[],
): Promise<number> {
  const highest = Math.max(2, ...fds);
  const stdio = Array.from({ length: highest + 1 }, (_, fd) =>
    fd <= 2 || fds.includes(fd) ? fd : ('ignore' as const),
  );
  // Without a terminal the command gets a session of its own: what is sent to our whole group would
  // reach it a second time otherwise. With one, the keyboard's signals reach both by themselves.
  const terminal = [0, 1, 2].some((fd) => isatty(fd));
  const [file = '', ...args] = argv;
  // Listened for before there is a child: one that comes meanwhile would end us alone otherwise. Handlers
  // run between callbacks only, when there is one.
  let child: ChildProcess | undefined;
  for (const signal of passedOn) {
    process.on(signal, () => {
      const typed = terminal && (signal === 'SIGINT' || signal === 'SIGQUIT') && isForeground();
      if (!typed) child?.kill(signal);
    });
  }
  const started = spawn(file, args, {
    env: { ...env, PVE_SANDBOX_RELAYED: '1' },
    stdio,
    detached: !terminal,
  });
  child = started;
  return new Promise((resolve, reject) => {
    started.on('error', reject);
    started.on('exit', (code, signal) => resolve(signal === null ? (code ?? 1) : dieOf(signal)));
  });
}

/** Whether this process's group is the one that its terminal's keyboard signals go to. */
function isForeground(): boolean {
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return fields[2] === fields[5];
}

function dieOf(signal: NodeJS.Signals): number {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  return 128 + constants.signals[signal];
}
