/** What became of one input. */
export interface Trial {
  readonly outcome: 'accepted' | 'refused';
  /** What is wrong, each in a line; nothing when all is well. */
  readonly findings: readonly string[];
  /** Whether the error that is known to be there was told in its place. */
  readonly isTold?: boolean;
}
