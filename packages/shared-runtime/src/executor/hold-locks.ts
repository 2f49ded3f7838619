import { HOLD_LIMITS, type Hold, type HoldKind } from '../holds.ts';
import type { HeldLock } from '../host/host.ts';
import { lockHolder } from '../host/lock.ts';
import { Interrupted } from '../interrupted.ts';
import type { RunOperation } from '../operation.ts';
import type { ExecutionContext } from './context.ts';

const DIRECTORY = '/run/lock/phoenix';
const LOOK_EVERY = 0.25;
const TELL_EVERY = 10;

/**
 * Takes what an operation needs for itself among all processes of this host, waiting for as long as
 * others have it. phoenix orders its own work so that nobody waits here; this is for two of them,
 * and for managers called by hand. Throws Interrupted at a stop.
 */
export async function takeHolds(
  operation: RunOperation,
  context: ExecutionContext,
): Promise<HeldLock> {
  // Two that come to one name are one: an operation would wait for itself.
  const alone = new Set((operation.holds ?? []).filter(isExclusive).map(fileName));
  const taken: HeldLock[] = [];
  const release = () => {
    for (const lock of taken.splice(0)) lock.release();
  };
  try {
    // In one order for all, so that no two wait for each other.
    for (const name of context.limitless ? [] : [...alone].sort())
      taken.push(await takeHold(name, operation, context));
  } catch (error) {
    release();
    throw error;
  }
  return { release };
}

async function takeHold(
  name: string,
  operation: RunOperation,
  { host, guest, stop, emit }: ExecutionContext,
): Promise<HeldLock> {
  const path = `${DIRECTORY}/${name}.lock`;
  const command = `${operation.id} of ${guest}`;
  const begun = host.now();
  for (let told = -TELL_EVERY; ; ) {
    const since = new Date(host.now()).toISOString();
    const lock = host.tryLock(path, { pid: process.pid, command, since });
    if (lock !== undefined) return lock;
    if (stop.requested) throw new Interrupted(`before "${operation.id}" of ${guest}`, stop);
    const elapsed = (host.now() - begun) / 1000;
    if (elapsed - told >= TELL_EVERY) {
      const holder = lockHolder(host, path);
      const who = holder === undefined ? path : `${holder.command} (pid ${holder.pid})`;
      emit({
        type: 'wait',
        guest,
        waitsFor: `its turn after ${who}`,
        elapsed: Math.round(elapsed),
      });
      told = elapsed;
    }
    await host.sleep(LOOK_EVERY, stop.asked);
  }
}

function isExclusive(hold: Hold): boolean {
  return HOLD_LIMITS[hold.slice(0, hold.indexOf(':')) as HoldKind] === 1;
}

/** A path is long and has slashes; two that come to the same name only wait for each other. */
function fileName(hold: Hold): string {
  return hold.replace(/[^A-Za-z0-9.-]+/g, '-').slice(-100);
}
