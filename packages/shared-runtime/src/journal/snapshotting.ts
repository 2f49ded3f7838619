import type { Host } from '../host/host.ts';
import { type Mark, markPath, readMark, removeMark, writeMark } from './marks.ts';

/** Commands of Proxmox that lock a guest for the sake of a snapshot. */
const JOBS = ['snapshot', 'delsnapshot', 'rollback'] as const;
export type SnapshotJob = (typeof JOBS)[number];

/** What a snapshot command of ours is, or was, about. */
export interface Snapshotting {
  readonly job: SnapshotJob;
  /** Name of the snapshot. */
  readonly name: string;
}

/**
 * Sets the mark of a snapshot command (`pct snapshot 950 NAME`), safe on disk before it returns: a
 * lock that the command leaves when it is killed is known by it as ours.
 */
export function beginSnapshotting(
  host: Pick<Host, 'write' | 'now' | 'makeDirectory'>,
  mark: Omit<Mark, 'since'>,
): void {
  writeMark(host, pathOf(mark), mark);
}

/** Takes the mark away. */
export function endSnapshotting(host: Pick<Host, 'remove'>, guest: Of): void {
  removeMark(host, pathOf(guest));
}

/** The snapshot command that has begun on a guest and was not seen to end. */
export function readSnapshotting(host: Pick<Host, 'read'>, guest: Of): Snapshotting | undefined {
  const isAny = (_mark: Mark): _mark is Mark => true;
  const [, job, , name] = readMark(host, pathOf(guest), guest, isAny, () => {})?.argv ?? [];
  const known = JOBS.find((one) => one === job);
  return known === undefined || name === undefined ? undefined : { job: known, name };
}

type Of = Pick<Mark, 'kind' | 'id'>;

function pathOf({ kind, id }: Of): string {
  return markPath(kind, id, 'snapshot');
}
