import type { Host } from '../host/host.ts';
import { type Mark, marksOf } from './marks.ts';

/** Commands of Proxmox that lock a guest for the sake of a snapshot. */
const JOBS = ['snapshot', 'delsnapshot', 'rollback'] as const;
export type SnapshotJob = (typeof JOBS)[number];

/** What a snapshot command of ours is, or was, about. */
export interface Snapshotting {
  readonly job: SnapshotJob;
  /** Name of the snapshot. */
  readonly name: string;
}

const MARKS = marksOf('snapshot', (_mark): _mark is Mark => true);

/**
 * Sets the mark of a snapshot command (`pct snapshot 950 NAME`), safe on disk before it returns: a
 * lock that the command leaves when it is killed is known by it as ours.
 */
export const beginSnapshotting = MARKS.begin;

/** Takes the mark away. */
export const endSnapshotting = MARKS.end;

/** The snapshot command that has begun on a guest and was not seen to end. */
export function readSnapshotting(
  host: Pick<Host, 'read'>,
  guest: Pick<Mark, 'kind' | 'id'>,
  warn?: (text: string) => void,
): Snapshotting | undefined {
  const [, job, , name] = MARKS.read(host, guest, warn)?.argv ?? [];
  const known = JOBS.find((one) => one === job);
  return known === undefined || name === undefined ? undefined : { job: known, name };
}
