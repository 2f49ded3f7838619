import type { GuestOutcome } from '@phoenix/shared-runtime';

/** What is told about a failure. */
export interface Failure {
  readonly message: string;
  readonly hint?: string;
  readonly log?: string;
  readonly output?: string;
}

/** How one guest came out of a run. */
export interface Result {
  readonly id: number;
  readonly kind: 'lxc' | 'vm';
  readonly name: string;
  readonly outcome: GuestOutcome;
  readonly seconds: number;
  readonly error?: Failure;
  /** Skipped because this guest failed; absent when the run was interrupted first. */
  readonly because?: number;
  /** Failed only because another process holds the guest. */
  readonly busy?: boolean;
}

const severity: readonly GuestOutcome[] = ['unchanged', 'changed', 'created', 'skipped', 'failed'];

/** A guest that two jobs were about (restart: stop and start) has one result: the graver one. */
export function merge(before: Result | undefined, after: Result): Result {
  if (before === undefined) return after;
  const graver = severity.indexOf(before.outcome) > severity.indexOf(after.outcome);
  return { ...(graver ? before : after), seconds: before.seconds + after.seconds };
}

/** How many guests came out in which way. */
export function count(results: readonly Result[]): Record<GuestOutcome, number> {
  const counts = { created: 0, changed: 0, unchanged: 0, failed: 0, skipped: 0 };
  for (const { outcome } of results) counts[outcome] += 1;
  return counts;
}
