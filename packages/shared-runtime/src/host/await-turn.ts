import { nodeCrypto } from '../hash.ts';
import { Interrupted } from '../interrupted.ts';
import type { Stop } from '../stop.ts';
import type { HeldLock, Host } from './host.ts';
import { lockHolder } from './lock.ts';

/** Seconds between two words to a person who waits. */
const TELL_EVERY = 30;

/** Work that one process at a time may do. */
export interface Turn {
  /** The kind of work; begins the name of the lock file. */
  readonly work: 'download' | 'push';
  /** What it is done to, as no other work of the kind calls it. */
  readonly target: string;
  /** What others are told that this process does. */
  readonly command: string;
}

/** Waits until nobody else does the same work, and takes care that nobody does. */
export async function awaitTurn(
  { work, target, command }: Turn,
  { host, stop, tell }: { host: Host; stop: Stop; tell: (line: string) => void },
): Promise<HeldLock> {
  const hash = nodeCrypto().createHash('sha256').update(target);
  const path = `/run/lock/phoenix/${work}-${hash.digest('hex').slice(0, 16)}.lock`;
  const another = `another ${work} of ${target}`;
  let waited = 0;
  for (;;) {
    const holder = { pid: process.pid, command };
    const since = new Date(host.now()).toISOString();
    const lock = host.tryLock(path, { ...holder, since });
    if (lock !== undefined) return lock;
    if (stop.requested) throw new Interrupted(`waiting for ${another}`, stop);
    if (waited % TELL_EVERY === 0) {
      const other = lockHolder(host, path);
      const pid = other === undefined ? '' : ` (pid ${other.pid})`;
      tell(`waits for ${another}${pid}`);
    }
    waited += 1;
    await host.sleep(1, stop.asked);
  }
}
