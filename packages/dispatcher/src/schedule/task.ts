/** One piece of work for the scheduler: nothing of it but what decides when it begins. */
export interface Task {
  readonly id: number;
  /** Tasks that have to come out well before it begins. Others than the given ones count as done. */
  readonly needs: readonly number[];
  /** Seconds that it is expected to take. */
  readonly seconds: number;
  /** Those seconds are no more than a guess. */
  readonly guessed?: true;
  /** What it holds from its beginning until that is released, and for how long that is expected. */
  readonly holds: readonly Held[];
  /** Its place in a boot; see boot.ts. */
  readonly boot?: Boot;
}

/** Something shared that a task holds for its first seconds. */
export interface Held {
  readonly name: string;
  readonly seconds: number;
}

/** The place of a task in a boot. */
export interface Boot {
  /** The lower ones go before the higher ones. */
  readonly rank: number;
  /** Whether it waits for all lower ranks; a task that does not only lets the higher ones wait. */
  readonly waits: boolean;
  /** Seconds that higher ranks wait after it has been done. */
  readonly delay: number;
}

/** How much may run at the same time. */
export interface Limits {
  /** Tasks, at least 1. */
  readonly parallel: number;
  /** Tasks that hold the same thing. */
  readonly holders: (name: string) => number;
}
