import type { Declared } from '@phoenix/shared-config';
import type { EventSink, GuestOutcome } from '../events.ts';
import type { ExecutionContext } from '../executor/context.ts';
import type { GuestPlan, GuestStatus } from '../guest-plan.ts';
import type { Host } from '../host/host.ts';
import type { Journal } from '../journal/journal.ts';
import type { Stop } from '../stop.ts';
import type { Subject } from '../subject.ts';
import type { Flags } from './flags.ts';
import type { Output } from './output.ts';

/** What a verb works with. */
export interface VerbContext {
  readonly program: string;
  readonly kind: 'lxc' | 'vm' | 'hypervisor';
  readonly verb: string;
  readonly host: Host;
  readonly declared: Declared;
  /**
   * The ids given, each once and declared; all of the manager's kind where none may be given. A verb
   * about undeclared guests has them as they were given.
   */
  readonly ids: readonly number[];
  readonly flags: Flags;
  readonly emit: EventSink;
  readonly journal: Journal;
  readonly stop: Stop;
  readonly out: Output;
  /** Argv that starts the running executable again: what its own tools are called with. */
  readonly self: readonly string[];
  /** What `execute` needs for one guest. */
  execution(id: Subject, isDone?: ExecutionContext['isDone']): ExecutionContext;
  /** Does the work under the lock of a guest, or of the host's setup; throws (75) when that stays held past --wait. */
  withLock<T>(id: Subject, work: () => Promise<T>): Promise<T>;
  /**
   * Does the work for one guest after the other and tells how each came out: event, line or JSON,
   * summary. A guest whose work throws a PhoenixError has failed, and the next one follows; after
   * a request to stop the rest is skipped. Answers the exit status of the run.
   */
  eachGuest(work: (id: number) => Promise<GuestOutcome>): Promise<number>;
  /** Prints plans as text or JSON and answers the exit status that they deserve. */
  showPlans(plans: readonly GuestPlan[]): number;
  /** Prints states as table or JSON. */
  showStatus(guests: readonly GuestStatus[]): void;
  /**
   * Asks before something that cannot be taken back; with --yes it does not. Without a terminal it
   * throws a usage error (64) with the command to type, after a "no" an error (1).
   */
  confirm(question: string): Promise<void>;
  /** Asks a person for a line; see `askPerson`. Absent where there is no terminal to ask at. */
  readonly ask?: (question: string) => Promise<string>;
}
