import type { Files, Scenario } from './scenario.ts';

/** What the driver is to play. */
export interface Plan {
  scenario: Scenario;
  /** Whether time passes as on a real host. */
  timed: boolean;
}

/** What came out of a call; bytes as latin-1 text. */
export interface Outcome {
  exit: number;
  stdout: string;
  stderr: string;
}

/** What came out of a step. */
export interface StepResult {
  /** One call, or the members of a parallel step. */
  outcomes: Outcome[];
  files: Files;
  skipped?: boolean;
}
