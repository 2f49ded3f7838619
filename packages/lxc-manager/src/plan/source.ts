import type { LxcGuest } from '@phoenix/shared-config';
import type { ConfState } from './types.ts';

/** The container that another is cloned from, as it is or as it is going to be. */
export interface SourceState {
  readonly guest: LxcGuest;
  /** What the clone starts from: the snapshot's settings where it is cloned from one. */
  readonly conf: ConfState;
  readonly running: boolean;
  /** Snapshots that it has, or will have once it is made. */
  readonly snapshots: ReadonlySet<string>;
}

/** The snapshot that clones of this source start from. */
export function snapshotToCloneFrom(source: SourceState): string | undefined {
  const name = source.guest.template_snapshot_name;
  return name !== undefined && source.snapshots.has(name) ? name : undefined;
}
