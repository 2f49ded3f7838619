import { EXIT, type ExitCode } from './exit-codes.ts';

/** What a failure carries beside its sentence. */
export interface ErrorDetail {
  /** What to type or look at next. */
  hint?: string | undefined;
  /** Exit status of the process when nothing handles the error. */
  exit?: ExitCode | undefined;
  /** Path of the log that tells more. */
  log?: string | undefined;
  /** Last lines that the failing program printed. */
  output?: string | undefined;
  /** Exit status of the failing program; 128 + n when signal n ended it. */
  status?: number | undefined;
}

/**
 * A failure that is explained to a person: a lower-case sentence of the form
 * "cannot clone 950 from 920: ...", with a hint. Anything else that is thrown is a defect.
 */
export class PhoenixError extends Error {
  readonly hint: string | undefined;
  readonly exit: ExitCode;
  readonly log: string | undefined;
  readonly output: string | undefined;
  readonly status: number | undefined;

  constructor(message: string, detail: ErrorDetail = {}) {
    super(message);
    this.name = 'PhoenixError';
    this.hint = detail.hint;
    this.exit = detail.exit ?? EXIT.failed;
    this.log = detail.log;
    this.output = detail.output;
    this.status = detail.status;
  }
}
