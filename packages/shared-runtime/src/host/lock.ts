import { closeSync, ftruncateSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { PhoenixError } from '../errors.ts';
import { cannotRun } from './exit-status.ts';
import type { HeldLock, Host, LockHolder } from './host.ts';
import { openLockFile } from './open-plain.ts';
import { isClosed } from './ownership.ts';
import { notRootsAlone } from './refused-place.ts';
import { explain } from './system-error.ts';

/**
 * Takes an exclusive flock(2) without waiting. The lock belongs to the open file, which flock(1)
 * of util-linux only borrows: we keep it when flock has ended, and the kernel frees it when we die,
 * however that happens. The descriptor closes on exec, so no `pct` and no guest ever inherits it.
 */
export function tryLock(path: string, holder?: LockHolder): HeldLock | undefined {
  const file = open(path, holder !== undefined);
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const helper = spawnSync('flock', ['--exclusive', '--nonblock', '3'], {
    stdio: ['ignore', 'ignore', 'pipe', file],
  });
  if (helper.error !== undefined || helper.status !== 0) closeSync(file);
  if (helper.error !== undefined) throw cannotRun('flock', helper.error);
  if (helper.status === 1) return undefined;
  if (helper.status !== 0) {
    throw new PhoenixError(`cannot lock ${path}: ${helper.stderr.toString().trim()}`, {
      hint: `see what it lies on: df ${path}`,
    });
  }
  if (holder !== undefined) note(file, `${JSON.stringify(holder)}\n`);
  let held = true;
  return {
    release() {
      if (!held) return;
      held = false;
      if (holder !== undefined) note(file, '');
      closeSync(file);
    },
  };
}

/** Who wrote that he holds a lock; undefined when nobody did, or not readably. */
export function lockHolder(host: Pick<Host, 'read'>, path: string): LockHolder | undefined {
  try {
    const value: unknown = JSON.parse(host.read(path) ?? '');
    return isHolder(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * /run/lock may be writable for everybody. So no link is followed, nothing but a file is opened,
 * and a file that a note is to be written into lies in a directory that nobody else can change.
 */
function open(path: string, noted: boolean): number {
  try {
    const { file, directory } = openLockFile(path);
    if (!noted || isClosed(directory)) return file;
    closeSync(file);
    throw notRootsAlone(dirname(path), dirname(path));
  } catch (error) {
    throw explain(`cannot lock ${path}`, error);
  }
}

function note(file: number, text: string): void {
  try {
    ftruncateSync(file);
    writeSync(file, text);
  } catch {
    // The note is a courtesy to whoever is kept waiting; the lock holds without it.
  }
}

function isHolder(value: unknown): value is LockHolder {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, command, since } = value as Partial<Record<keyof LockHolder, unknown>>;
  return typeof pid === 'number' && typeof command === 'string' && typeof since === 'string';
}
