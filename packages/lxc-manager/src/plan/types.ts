import type { Declared, LxcGuest } from '@phoenix/shared-config';
import type { ConfLine, Operation, PlanProblem } from '@phoenix/shared-runtime';
import type { World } from '../observe/observed.ts';

/** The main section of a conf file as it is, or as it will be after what is planned so far. */
export interface ConfState {
  readonly keys: ReadonlyMap<string, string>;
  readonly raw: readonly Required<ConfLine>[];
}

/** What a planner of one aspect adds. */
export interface Part {
  readonly operations: readonly Operation[];
  readonly notes?: readonly string[];
  readonly problems?: readonly PlanProblem[];
}

/** What all planners of one container read. */
export interface PlanInput {
  readonly declared: Declared;
  readonly world: World;
  readonly guest: LxcGuest;
  /** Containers that are planned together with this one, and made before it when missing. */
  readonly planned: ReadonlySet<number>;
}

/** The container that another is cloned from, as it is or as it is going to be. */
export interface SourceState {
  readonly guest: LxcGuest;
  /** What the clone starts from: the snapshot's settings where it is cloned from one. */
  readonly conf: ConfState;
  readonly running: boolean;
  /** The snapshot to clone from. */
  readonly snapshot?: string;
}

/** One thing that is done once in a guest and remembered there. */
export interface ProvisionStep {
  readonly record: string;
  readonly hash: string;
  readonly operations: readonly Operation[];
  readonly problems: readonly PlanProblem[];
}

/** What is known when the container is defined and configured. */
export interface Stage {
  readonly isNew: boolean;
  readonly running: boolean;
  /** Settings that it has by then; needed to tell whether snapshots are possible. */
  readonly after?: ConfState;
  /** Only start it and see that it is healthy. */
  readonly bringOnly?: boolean;
}

/**
 * The snapshot that clones start from. A container that is converted to a Proxmox template has
 * none: Proxmox refuses to convert one with snapshots, and clones start from the template.
 */
export function templateSnapshot(guest: LxcGuest): string | undefined {
  return guest.is_template ? undefined : guest.template_snapshot_name;
}

/** Default deadlines in seconds. */
export const DEADLINES = {
  create: 1800,
  clone: 3600,
  set: 60,
  resize: 600,
  start: 180,
  ready: 120,
  feature: 3600,
  application: 3600,
  health: 30,
  snapshot: 600,
  stop: 60,
  destroy: 600,
  push: 120,
} as const;
