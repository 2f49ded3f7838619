import type { Scene } from './scene.ts';
import type { TaskName } from './tasks.ts';

/** A way of doing harm to a run. */
export interface Kind {
  readonly name: string;
  /** What is done, in a line. */
  readonly what: string;
  /** What is typed while it is done. */
  readonly tasks: readonly TaskName[];
  /** Trials of it per lab. */
  readonly weight: number;
  /**
   * Types the task and does the harm, until all that it began has ended. Afterwards the host is as a
   * person would leave it who then types the same command again.
   */
  harm(scene: Scene): Promise<void>;
  /**
   * Whether the host must be as if nothing had happened when the same command has ended well; else only
   * that nothing is half-made.
   */
  readonly isTraceless: boolean;
  /**
   * Whether what explains a half-made guest may be gone as well: then a person does what the hint says,
   * and goes on.
   */
  readonly losesMarks?: boolean;
}

/** Tasks that change guests. */
export const CHANGES: readonly TaskName[] = [
  'begin',
  'make',
  'make',
  'make',
  'create',
  'change',
  'change',
  'change',
  'delete',
  'reconfigure',
  'restart',
  'snapshot',
  'rollback',
  'delsnapshot',
];
