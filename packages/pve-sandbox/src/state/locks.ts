import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { noteWait } from '../record/note.ts';
import { settings } from '../record/settings.ts';
import { configLock, hostPath } from './paths.ts';
import { Refusal } from './refusal.ts';
import { err } from './talk.ts';

/**
 * Runs work under a kernel lock on a file, as every Proxmox program does; other programs that take
 * the same lock with flock(2) are respected. Waits up to `seconds` and says so. A shared lock only
 * keeps out those who want it alone.
 * @throws Refusal with `exit` when the lock stays held
 */
export async function withLock<T>(
  path: string,
  seconds: number,
  exit: number,
  work: () => T | Promise<T>,
  shared = false,
): Promise<T> {
  const file = hostPath(path);
  mkdirSync(dirname(file), { recursive: true });
  const fd = openSync(file, 'a');
  try {
    await take(fd, path, seconds, exit, shared ? ['-s'] : []);
    return await work();
  } finally {
    closeSync(fd);
  }
}

/** Runs work under a container's config lock. */
export function withConfigLock<T>(
  id: number,
  exit: number,
  work: () => T | Promise<T>,
  seconds = 10,
): Promise<T> {
  return withLock(configLock(id), seconds, exit, work);
}

/**
 * The lock belongs to the open file that this process shares with flock(1): it stays when that
 * program has ended, and goes with the last holder of the descriptor.
 */
async function take(
  fd: number,
  path: string,
  seconds: number,
  exit: number,
  how: readonly string[],
): Promise<void> {
  const quick = spawnSync('flock', [...how, '-n', '0'], { stdio: [fd, 'ignore', 'ignore'] });
  if (quick.status === 0) return;
  err('trying to acquire lock...\n');
  // However short a time is scaled, other programs need real time for what they do.
  const wait = Math.max(seconds * settings().timeScale, Math.min(seconds, 2));
  const started = performance.now();
  const got = await new Promise<boolean>((resolve) => {
    const child = spawn('flock', [...how, '-w', wait.toFixed(2), '0'], {
      stdio: [fd, 'ignore', 'ignore'],
    });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
  noteWait(Math.round(performance.now() - started));
  if (!got) throw new Refusal(`can't lock file '${path}' - got timeout`, exit);
  err(' OK\n');
}
