import { readText } from '../../state/files.ts';
import { Refusal } from '../../state/refusal.ts';

/** Refuses a resource pool that user.cfg does not name. */
export function refusePool(pool: string | undefined): void {
  if (pool === undefined) return;
  const known = (readText('/etc/pve/user.cfg') ?? '')
    .split('\n')
    .some((line) => line.startsWith(`pool:${pool}:`));
  if (!known) {
    throw new Refusal(`403 Permission check failed (pool '${pool}' does not exist)`, 2);
  }
}
