import type { LxcGuest } from '@phoenix/shared-config';
import type { SourceState as CloneSource, GuestInput } from '@phoenix/shared-runtime/guests';

/** What all planners of one container read. */
export type PlanInput = GuestInput<LxcGuest>;

/** The container that another is cloned from. */
export type SourceState = CloneSource<LxcGuest>;
