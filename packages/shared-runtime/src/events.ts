import type { GuestPlan } from './guest-plan.ts';

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
  | { type: 'operation-start'; guest: number; operation: string; cause: string }
  | { type: 'operation-output'; guest: number; operation: string; line: string }
  | {
      type: 'operation-end';
      guest: number;
      operation: string;
      result: 'done' | 'skipped' | 'failed';
      seconds: number;
    }
  | { type: 'wait'; guest: number; waitsFor: string; elapsed: number; deadline?: number }
  | { type: 'note'; guest: number; text: string }
  | {
      type: 'guest-result';
      guest: number;
      outcome: GuestOutcome;
      seconds: number;
      error?: { message: string; hint?: string; log?: string; output?: string };
    };

/** A plan without the contents that its operations carry. */
export interface GuestPlanSummary {
  id: number;
  name: string;
  action: GuestPlan['action'];
  operations: { id: string; cause: string }[];
  notes: readonly string[];
}

/** What the journal of a run holds: events of the managers, and what only the dispatcher knows. */
export type JournalEvent =
  | PhoenixEvent
  /** The guests of a run in the order of their turns, told when it begins. */
  | {
      type: 'run-guests';
      guests: readonly { id: number; kind: 'lxc' | 'vm'; name: string; verb: string }[];
    }
  /** A manager is started for a guest. */
  | { type: 'begin'; guest: number; verb: string };

/** Takes events; must neither throw nor block for long. */
export type EventSink = (event: PhoenixEvent) => void;
