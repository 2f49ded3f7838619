import type { EventSink } from '../events.ts';
import type { Host } from '../host/host.ts';
import type { Guard } from '../operation.ts';
import type { Stop } from '../stop.ts';
import type { Subject } from '../subject.ts';

/** What operations are carried out with; the operations themselves say everything else. */
export interface ExecutionContext {
  readonly host: Host;
  /** The guest that the events are about. */
  readonly guest: Subject;
  readonly emit: EventSink;
  readonly stop: Stop;
  /** Path of the log of the next command of that operation. */
  readonly logFor: (guest: Subject, operation: string) => string;
  /** Whether the guest itself remembers a guarded step as done with that hash. */
  readonly isDone?: (guard: Guard) => Promise<boolean>;
  /** Do without the limits of what operations on different guests share. */
  readonly limitless?: boolean;
  /** A number from 0 up to 1, for jitter. */
  readonly random?: () => number;
}

/** What became of a list of operations that all succeeded. */
export interface ExecutionResult {
  /** Ids of the operations that were carried out, in order. */
  readonly ran: readonly string[];
  /** Ids of those whose guard held. */
  readonly skipped: readonly string[];
}
