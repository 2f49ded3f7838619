/**
 * Something of the host that operations on different guests contend for. Of a `source` Proxmox makes
 * one clone at a time (it carries `lock: disk` meanwhile, and a second `pct clone` fails at once); a
 * `download` writes one file; a `storage` takes a few jobs before they only slow each other down.
 */
export type Hold = `${HoldKind}:${string}`;

export type HoldKind = 'source' | 'download' | 'storage';

/** How many operations may hold one of a kind at the same time. */
export const HOLD_LIMITS: Readonly<Record<HoldKind, number>> = {
  source: 1,
  download: 1,
  storage: 4,
};

/** How many operations may hold this one at the same time; 1 for a kind that nobody knows. */
export function holdLimit(hold: string): number {
  const kind = hold.slice(0, hold.indexOf(':'));
  return kind in HOLD_LIMITS ? HOLD_LIMITS[kind as HoldKind] : 1;
}

/** PHOENIX_LIMITS=off does without: to measure what the limits are good for. */
export function limitsAreOff(env: Readonly<Record<string, string | undefined>>): boolean {
  return env.PHOENIX_LIMITS === 'off';
}
