import type { PlanProblem } from '../guest-plan.ts';
import type { Operation } from '../operation.ts';
import type { Subject } from '../subject.ts';

/** One thing that `test` tries: a declared test, or the health check of a guest. */
export interface Check {
  readonly suite: string;
  readonly name: string;
  readonly operations: readonly Operation[];
  readonly problems: readonly PlanProblem[];
}

/** How one test came out, as `test --json` shows it. */
export interface TestResult {
  /** The guest by its id, or `host`. */
  readonly guest: Subject;
  readonly suite: string;
  readonly name: string;
  readonly ok: boolean;
  /** It could not be run here, and said so (exit 77): neither passed nor failed, `ok` all the same. */
  readonly skipped?: true;
  /** Absent where the source does not tell. */
  readonly seconds?: number;
  readonly message?: string;
  readonly output?: string;
}

/** How one check came out that was run here. */
export interface CheckResult extends TestResult {
  readonly seconds: number;
}

/** Why nothing can be checked, and what to type. */
export interface Obstacle {
  readonly message: string;
  readonly output: string;
}
