import { nodeCrypto } from '../hash.ts';
import type { HeldLock, Host } from '../host/host.ts';
import { lockHolder } from '../host/lock.ts';
import { Interrupted } from '../interrupted.ts';
import type { Stop } from '../stop.ts';

/** Seconds between two words to a person who waits. */
const TELL_EVERY = 30;

/** Waits until nobody else downloads a file, and takes care that nobody does. */
export async function lockDownload(
  command: string,
  file: string,
  host: Host,
  stop: Stop,
  tell: (line: string) => void,
): Promise<HeldLock> {
  const hash = nodeCrypto().createHash('sha256').update(file);
  const path = `/run/lock/phoenix/download-${hash.digest('hex').slice(0, 16)}.lock`;
  let waited = 0;
  for (;;) {
    const holder = { pid: process.pid, command };
    const since = new Date(host.now()).toISOString();
    const lock = host.tryLock(path, { ...holder, since });
    if (lock !== undefined) return lock;
    if (stop.requested) throw new Interrupted(`waiting for another download of ${file}`, stop);
    if (waited % TELL_EVERY === 0) {
      const other = lockHolder(host, path);
      const pid = other === undefined ? '' : ` (pid ${other.pid})`;
      tell(`waits for another download of ${file}${pid}`);
    }
    waited += 1;
    await host.sleep(1, stop.asked);
  }
}
