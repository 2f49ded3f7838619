/** Texts after which the same command may succeed a moment later: locks and overload. */
const TRANSIENT: readonly RegExp[] = [
  /can't lock file '[^']*' - got timeout/,
  /cfs-lock '[^']*' error: got lock (request )?timeout/,
  /\b(?:CT|VM) is locked \((?:disk|create|clone|snapshot|snapshot-delete|rollback|backup|fstrim|migrate)\)/,
  /got no worker upid/,
  // The programs of accounts, while another one of them is at work.
  /cannot lock \/etc\/\w+; try again later/,
];

/** Texts that no repetition cures, whatever else is said with them. */
const FINAL = /already exists|parameter verification failed|permission (?:denied|check failed)/i;

/** The line with which a program complains about a lock or overload; undefined for all else. */
export function lockComplaint(output: string): string | undefined {
  if (FINAL.test(output)) return undefined;
  const lines = output.split('\n').map((line) => line.trim());
  return lines.find((line) => TRANSIENT.some((text) => text.test(line)));
}

/**
 * Whether a complaint is about a lock of the cluster: jobs of other nodes hold those too, and the
 * cluster itself takes them from a holder that died.
 */
export function isOfCluster(complaint: string): boolean {
  return complaint.includes('cfs-lock ');
}

const BASE = 0.5;
const CAP = 16;

/**
 * Seconds to wait before repetition `retry` (from 0): anything between nothing and 0.5 s doubled
 * each time, at most 16 s. Full jitter keeps many clients from meeting at the same lock again.
 */
export function retryDelay(retry: number, random: () => number = Math.random): number {
  return random() * Math.min(CAP, BASE * 2 ** retry);
}
