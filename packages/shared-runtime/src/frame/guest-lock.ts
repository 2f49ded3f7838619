import { PhoenixError } from '../errors.ts';
import type { EventSink } from '../events.ts';
import { EXIT } from '../exit-codes.ts';
import type { HeldLock, Host, LockHolder } from '../host/host.ts';
import { lockHolder } from '../host/lock.ts';
import { Interrupted } from '../interrupted.ts';
import { isAlive } from '../journal/run-record.ts';
import { clockTime } from '../local-time.ts';
import type { Stop } from '../stop.ts';
import type { Subject } from '../subject.ts';

const DIRECTORY = '/run/lock/phoenix';
const LOOK_EVERY = 0.25;
const TELL_EVERY = 10;
/** Seconds that somebody has who took a lock to write down who he is, and until he is looked for again. */
const NAMED_WITHIN = 0.5;
const NAMED_EVERY = 0.02;

/** How a guest is locked. */
export interface LockRequest {
  readonly kind: string;
  readonly id: Subject;
  /** The command line, for others who are kept waiting. */
  readonly command: string;
  /** Seconds to wait for another holder. */
  readonly wait: number;
  readonly host: Host;
  readonly stop: Stop;
  readonly emit: EventSink;
}

/** Takes the lock of one guest, or throws within a second of the allowed wait, naming the holder. */
export async function lockGuest(request: LockRequest): Promise<HeldLock> {
  const { kind, id, command, wait, host, stop, emit } = request;
  const path = lockPath(kind, id);
  const begun = host.now();
  let told = Number.NEGATIVE_INFINITY;
  for (;;) {
    const since = new Date(host.now()).toISOString();
    const lock = host.tryLock(path, { pid: process.pid, command, since });
    if (lock !== undefined) return lock;
    const holder = lockHolder(host, path);
    const elapsed = (host.now() - begun) / 1000;
    if (holder === undefined && elapsed < NAMED_WITHIN && !stop.requested) {
      await host.sleep(NAMED_EVERY, stop.asked);
      continue;
    }
    if (elapsed >= wait) throw busy(id, holder, path, host.now());
    if (stop.requested) throw new Interrupted(`waiting for the lock of ${id}`, stop);
    if (elapsed - told >= TELL_EVERY) {
      const waitsFor = `the end of other work on ${id}: ${describe(holder, path, host.now())}`;
      emit({ type: 'wait', guest: id, waitsFor, elapsed: Math.round(elapsed), deadline: wait });
      told = elapsed;
    }
    await host.sleep(Math.min(LOOK_EVERY, wait - elapsed), stop.asked);
  }
}

/**
 * Whether somebody has written that he is at work on a guest, which costs one look at a file. It is
 * also said of one who was killed at that, until the lock is taken again: nobody knows then how far
 * he came.
 */
export function isAtWork(host: Pick<Host, 'read'>, kind: string, id: number): boolean {
  try {
    return (host.read(lockPath(kind, id)) ?? '') !== '';
  } catch {
    return false;
  }
}

/** Who is at work on a guest at this moment, as he wrote it himself. */
export function workerOn(
  host: Pick<Host, 'read'>,
  kind: string,
  id: Subject,
): LockHolder | undefined {
  const holder = lockHolder(host, lockPath(kind, id));
  return holder !== undefined && isAlive(host, holder) ? holder : undefined;
}

function lockPath(kind: string, id: Subject): string {
  return `${DIRECTORY}/${kind}-${id}.lock`;
}

function busy(
  id: Subject,
  holder: LockHolder | undefined,
  path: string,
  now: number,
): PhoenixError {
  return new PhoenixError(`${id} is busy: ${describe(holder, path, now)}`, {
    exit: EXIT.busy,
    hint: 'wait for it with --wait 5m, or look with phoenix status --run',
  });
}

function describe(holder: LockHolder | undefined, path: string, now: number): string {
  if (holder === undefined) return `another process holds ${path}`;
  const date = new Date(holder.since);
  const since = Number.isNaN(date.getTime()) ? holder.since : clockTime(date, now);
  return `pid ${holder.pid} \`${holder.command}\` holds it since ${since}`;
}
