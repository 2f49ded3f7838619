import type { GuestInRun, RunDetail, RunSummary, Subject } from '@phoenix/shared-runtime';
import type { Link } from '../critical-path.ts';

/** How a run stands, in a word. */
export type Verdict = 'done' | 'failed' | 'interrupted' | 'running' | 'died' | 'unknown';

/** All that a report tells: what `--json` prints and the page shows. Times are seconds from the start. */
export interface Report {
  readonly run: string;
  readonly command: string;
  readonly verdict: Verdict;
  readonly exit?: number;
  /** ISO time. */
  readonly since: string;
  readonly seconds: number;
  readonly expected?: number;
  readonly counts: RunSummary['counts'];
  /** In the order of the work. */
  readonly guests: readonly ReportGuest[];
  /** The chain of guests that set how long it took, foundations first; empty where none waited. */
  readonly chain: readonly Link[];
  /** Who waited for whom comes from today's configuration: the run itself does not say. */
  readonly needsAreOfToday: boolean;
}

/** One guest of a run, or one step of the host's setup. */
export interface ReportGuest
  extends Pick<GuestInRun, 'id' | 'kind' | 'verb' | 'state' | 'outcome' | 'error'> {
  readonly name?: string;
  /** Guests of this run that it waited for. */
  readonly needs: readonly number[];
  readonly critical: boolean;
  /** Its turn; without an end while that is open. */
  readonly begin?: number;
  readonly end?: number;
  /** How long its turn took, or has taken until it was cut off, or until now. */
  readonly seconds?: number;
  readonly expected?: number;
  readonly waits: readonly {
    readonly what: string;
    readonly begin: number;
    readonly end: number;
  }[];
  readonly operations: readonly ReportOperation[];
  readonly notes: readonly string[];
  /** The end of what was said last, of one that failed or was cut off. */
  readonly tail?: Tail;
}

/** One operation of a guest. */
export interface ReportOperation {
  readonly id: string;
  readonly cause: string;
  readonly result: 'done' | 'skipped' | 'failed' | 'cut off' | 'running';
  readonly begin: number;
  readonly seconds: number;
  /** Seconds that it took in runs before this one: the median; absent where it never ran. */
  readonly expected?: number;
}

/** The end of a log. */
export interface Tail {
  readonly path: string;
  readonly text: string;
  /** There is more before it. */
  readonly cut: boolean;
}

/** What a report is made from. */
export interface Material {
  readonly run: RunDetail;
  readonly names: ReadonlyMap<Subject, string>;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Seconds of an operation in the runs before. */
  readonly secondsOf: (guest: Subject, operation: string) => number | undefined;
  /** What guests need by today's configuration, for a run that does not say. */
  readonly needsToday: ReadonlyMap<number, readonly number[]>;
  readonly tails: ReadonlyMap<Subject, Tail>;
}
