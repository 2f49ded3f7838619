import type { Declared } from '@phoenix/shared-config';
import type { PlanProblem, Undo } from '../../guest-plan.ts';
import type { ConfLine, Operation } from '../../operation.ts';
import type { Door } from '../door.ts';
import type { Guest } from '../guest.ts';
import type { Kind } from '../kind.ts';
import type { World } from '../observed.ts';

/**
 * What comes of a guest that is planned before another: it is as declared, the same and stopped in the
 * end, or nothing is done.
 */
export type Earlier = 'made' | 'stopped' | 'refused';

/** What all planners of one guest read. */
export interface GuestInput<G extends Guest = Guest> {
  readonly kind: Kind;
  readonly door: Door;
  readonly declared: Declared;
  /** All that is declared of this kind, by id. */
  readonly guests: ReadonlyMap<number, G>;
  readonly world: World;
  readonly guest: G;
  /** Guests that are planned before this one in the same run, and whether they can be made. */
  readonly earlier: ReadonlyMap<number, Earlier>;
}

/** What a planner of one aspect adds. */
export interface Part {
  readonly operations: readonly Operation[];
  readonly notes?: readonly string[];
  readonly problems?: readonly PlanProblem[];
  readonly undo?: Undo;
}

/** The main section of a conf file as it is, or as it will be after what is planned so far. */
export interface ConfState {
  readonly keys: ReadonlyMap<string, string>;
  readonly raw: readonly Required<ConfLine>[];
}

/** What is known when the guest is defined and configured. */
export interface Stage {
  readonly isNew: boolean;
  readonly running: boolean;
  /** Settings that it has by then; needed to tell whether snapshots are possible. */
  readonly after?: ConfState;
  /** Only start it and see that it is healthy. */
  readonly bringOnly?: boolean;
}

/** One thing that is done once in a guest and remembered there. */
export interface ProvisionStep {
  readonly record: string;
  readonly hash: string;
  readonly operations: readonly Operation[];
  readonly problems: readonly PlanProblem[];
}
