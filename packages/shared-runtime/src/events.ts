import type { GuestPlan } from './guest-plan.ts';
import type { Subject } from './subject.ts';

/** Version of the event stream; a new minor only adds fields or types. */
export const EVENTS_VERSION = '1.0';

/** How a guest came out of a verb. */
export type GuestOutcome = 'created' | 'changed' | 'unchanged' | 'failed' | 'skipped';

/**
 * One line of the stream that a manager writes to descriptor PHOENIX_EVENTS_FD. `time` is
 * milliseconds since the epoch and is added by the writer.
 */
export type PhoenixEvent =
  | { type: 'version'; program: string; version: string; events: string }
  | { type: 'plan'; plan: GuestPlanSummary }
  | { type: 'operation-start'; guest: Subject; operation: string; cause: string }
  | { type: 'operation-output'; guest: Subject; operation: string; line: string }
  | {
      type: 'operation-end';
      guest: Subject;
      operation: string;
      result: 'done' | 'skipped' | 'failed';
      seconds: number;
    }
  | { type: 'wait'; guest: Subject; waitsFor: string; elapsed: number; deadline?: number }
  | { type: 'note'; guest: Subject; text: string }
  | {
      type: 'guest-result';
      guest: Subject;
      outcome: GuestOutcome;
      seconds: number;
      error?: { message: string; hint?: string; log?: string; output?: string };
    };

/** What only the dispatcher knows of a run. */
export type RunEvent =
  /** The guests that it is about to work on, in the order of the work. */
  | {
      type: 'run-guests';
      guests: readonly RunGuest[];
      /** Seconds that all of it is expected to take; absent where the past tells nothing. */
      expected?: number;
    }
  /** It starts a manager for a guest. */
  | { type: 'begin'; guest: Subject; verb: string };

/** One guest of a run, and what is to be done with it. */
export interface RunGuest {
  readonly id: Subject;
  readonly kind: 'lxc' | 'vm' | 'host';
  readonly name: string;
  readonly verb: string;
  /** Those of the run that it waits for. */
  readonly needs?: readonly number[];
  /** Seconds that its turn is expected to take; absent unless all of it ran here before. */
  readonly expected?: number;
}

/** A plan without the contents that its operations carry. */
export interface GuestPlanSummary {
  id: Subject;
  name: string;
  action: GuestPlan['action'];
  operations: { id: string; cause: string }[];
  notes: readonly string[];
}

/** What the journal of a run holds: what managers tell, and what only the dispatcher knows. */
export type JournalEvent = PhoenixEvent | RunEvent;

/** Takes events; must neither throw nor block for long. */
export type EventSink = (event: PhoenixEvent) => void;
