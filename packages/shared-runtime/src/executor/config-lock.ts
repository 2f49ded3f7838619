import { PhoenixError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { HeldLock } from '../host/host.ts';
import { Interrupted } from '../interrupted.ts';
import type { ExecutionContext } from './context.ts';

/** Proxmox itself waits that long for a lock on a configuration. */
const CONFIG_LOCK_WAIT = 10;

/**
 * Takes Proxmox's own lock of a guest's configuration, which its commands hold while they change it. Throws
 * what `cannot` begins when it is not free in time, and Interrupted at a stop.
 */
export async function configLock(
  { id, lock: path }: { readonly id: string; readonly lock: string },
  cannot: string,
  { host, guest, stop }: ExecutionContext,
): Promise<HeldLock> {
  const begun = host.now();
  for (;;) {
    const lock = host.tryLock(path);
    if (lock !== undefined) return lock;
    if ((host.now() - begun) / 1000 >= CONFIG_LOCK_WAIT) {
      throw new PhoenixError(
        `${cannot}: ${path} is held by another process for more than ${CONFIG_LOCK_WAIT} s`,
        { exit: EXIT.busy, hint: `run it again when the job on ${guest} has ended` },
      );
    }
    await host.sleep(0.2, stop.asked);
    if (stop.requested) throw new Interrupted(`before "${id}" of ${guest}`, stop);
  }
}
