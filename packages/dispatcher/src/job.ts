import type { GuestKind } from '@phoenix/shared-config';

/** What a guest manager is asked to do; its own verbs. */
export type ManagerVerb =
  | 'create'
  | 'start'
  | 'stop'
  | 'restart'
  | 'delete'
  | 'reconfigure'
  | 'status'
  | 'plan'
  | 'test'
  | 'import'
  | 'snapshot'
  | 'snapshots'
  | 'rollback'
  | 'delsnapshot';

/** One guest's turn: one call of its manager. */
export interface Job {
  readonly id: number;
  readonly kind: GuestKind;
  readonly verb: ManagerVerb;
  /** Only brought up: left as it is when it is there and running. */
  readonly bring: boolean;
  /** What its manager is told beside that: `--name before-upgrade`. */
  readonly told?: readonly string[];
  /** Guests that have to come out well before this one has its turn. */
  readonly needs: readonly number[];
  /** Nothing but what its plan shows may be done. */
  readonly exact?: true;
}

/** What a verb comes to: the question to ask before, and the turns in their order. */
export interface Work {
  /** Verb of the dry run that tells, for all guests at once, what there is to do. */
  readonly ask: ManagerVerb;
  /** What managers are told beside the guests when they are asked. */
  readonly told?: readonly string[];
  readonly jobs: readonly Job[];
}
