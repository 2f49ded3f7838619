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

/** How one check came out, as `test --json` shows it. */
export interface CheckResult {
  /** The guest by its id, or `host`. */
  readonly guest: Subject;
  readonly suite: string;
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
  readonly message?: string;
  readonly output?: string;
}

/** Why nothing can be checked, and what to type. */
export interface Obstacle {
  readonly message: string;
  readonly output: string;
}
