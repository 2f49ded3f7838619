import type { Flags } from '../frame/flags.ts';
import { keyedHash } from '../hash.ts';
import type { Host } from '../host/host.ts';
import type { Operation } from '../operation.ts';

/**
 * Key of the fingerprints of this machine. With it nobody who has but a fingerprint can try what it was
 * made of: a script on standard input may hold a password.
 */
export function machineKey(host: Pick<Host, 'read'>): string {
  return host.read('/etc/machine-id')?.trim() || 'no machine-id';
}

/** The key for a verb that was asked for fingerprints; undefined for one that was not. */
export function keyFor({ own }: Pick<Flags, 'own'>, host: Pick<Host, 'read'>): string | undefined {
  return own.fingerprints === undefined ? undefined : machineKey(host);
}

/**
 * Sixteen hex digits of all that an operation does, with scripts and contents that plans do not show.
 * Its reason has no part in it, nor what is expected of the guest: neither changes what is done.
 */
export function fingerprint(operation: Operation, key: string): string {
  const { cause: _, guard, ...does } = operation;
  const unless = guard && { guest: guard.guest, record: guard.record, hash: guard.hash };
  return keyedHash(key, canonical({ ...does, guard: unless }));
}

/** JSON in which the order of keys says nothing. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    one !== null && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}
