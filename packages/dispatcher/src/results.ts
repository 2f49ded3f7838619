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
  /** What a person should know of it; absent when there is nothing. */
  readonly notes?: readonly string[];
  readonly error?: Failure;
  /** What the outcome "changed" is called in texts: "stopped". */
  readonly did?: string;
  /** Skipped because this guest failed; absent when the run was interrupted first. */
  readonly because?: number;
  /** Failed only because another process holds the guest. */
  readonly busy?: boolean;
  /** Not done only because somebody asked to stop. */
  readonly stopped?: boolean;
}

/** What became of a guest, in one word for people. */
export function wordOf({
  outcome,
  did,
  busy,
  stopped,
}: Omit<Result, 'id' | 'kind' | 'name'>): string {
  if (outcome === 'failed' && stopped) return 'interrupted';
  if (outcome === 'failed' && busy) return 'busy';
  return did ?? outcome;
}

/** Why a guest was skipped, after that word. */
export function whySkipped({
  because,
  error,
}: {
  because: number | undefined;
  error: Failure | undefined;
}): string {
  return error?.message ?? `because of ${because ?? 'the interrupt'}`;
}

/** How many guests came out in which way. */
export function count(results: readonly Result[]): Record<GuestOutcome, number> {
  const counts = { created: 0, changed: 0, unchanged: 0, failed: 0, skipped: 0 };
  for (const { outcome } of results) counts[outcome] += 1;
  return counts;
}
