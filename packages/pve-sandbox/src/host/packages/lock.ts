import { readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { noteWait } from '../../record/note.ts';
import { hostPath } from '../../state/paths.ts';
import { Refusal } from '../../state/refusal.ts';
import { err } from '../../state/talk.ts';
import { processInfo } from '../processes.ts';

/** The lock that apt and dpkg take; whoever holds it with fcntl(2) or flock(2) keeps them out. */
const FRONTEND = '/var/lib/dpkg/lock-frontend';

/**
 * Waits up to `seconds` of real time for the lock of the package manager.
 * @throws Refusal with apt's words and exit code 100 while somebody holds it
 */
export async function awaitDpkgLock(seconds: number): Promise<void> {
  const started = performance.now();
  let holder = lockHolder(hostPath(FRONTEND));
  while (holder !== undefined && performance.now() - started < seconds * 1000) {
    err(`Waiting for cache lock: ${words(holder)}\n`);
    await sleep(200);
    holder = lockHolder(hostPath(FRONTEND));
  }
  noteWait(performance.now() - started);
  if (holder === undefined) return;
  throw new Refusal(
    `E: ${words(holder)}\n` +
      'N: Be aware that removing the lock file is not a solution and may break your system.\n' +
      `E: Unable to acquire the dpkg frontend lock (${FRONTEND}), is another process using it?`,
    100,
  );
}

const words = (pid: number): string =>
  `Could not get lock ${FRONTEND}. It is held by process ${pid} (${processInfo(pid)?.name ?? '?'})`;

/** Who holds a lock on a file, as the kernel's list of locks tells; undefined when nobody does. */
function lockHolder(file: string): number | undefined {
  const inode = statSync(file, { throwIfNoEntry: false })?.ino;
  if (inode === undefined) return undefined;
  const line = readFileSync('/proc/locks', 'utf8')
    .split('\n')
    .find((one) => !one.includes('->') && one.split(/\s+/)[5]?.endsWith(`:${inode}`));
  return line === undefined ? undefined : Number(line.split(/\s+/)[4]);
}
