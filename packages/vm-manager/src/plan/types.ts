import type { VmGuest } from '@phoenix/shared-config';
import type { Operation, PlanProblem } from '@phoenix/shared-runtime';
import type { GuestInput } from '@phoenix/shared-runtime/guests';

export type {
  Configured,
  ConfState,
  Part,
  ProvisionStep,
  SourceState,
} from '@phoenix/shared-runtime/guests';

/** What all planners of one VM read. */
export type PlanInput = GuestInput<VmGuest>;

/** Settings of a VM by key, as its conf file has them. */
export type Keys = ReadonlyMap<string, string>;

/** The image that a VM is made from: its file on the host, and what has to happen before. */
export interface Image {
  readonly name: string;
  readonly path: string;
  readonly operations: readonly Operation[];
  /** After the import: what is not needed any more. */
  readonly after: readonly Operation[];
  readonly problems: readonly PlanProblem[];
}

/** Deadlines in seconds of what containers do not have. */
export const VM_DEADLINES = {
  fetch: 7200,
  copy: 1800,
  customize: 1800,
  /** Boot, guest agent, and all that cloud-init installs at the first boot. */
  ready: 900,
  volumes: 600,
  finalise: 120,
} as const;
