import { PhoenixError } from './errors.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { Stop } from './stop.ts';

/** Work was left undone because somebody asked to stop. No failure of the guest. */
export class Interrupted extends PhoenixError {
  constructor(before: string, stop: Pick<Stop, 'reason'>) {
    super(`stopped ${before}: ${WORDS[stop.reason ?? 'SIGINT']}`, {
      exit: stopExit(stop),
      hint: 'the same command again goes on from here',
    });
    this.name = 'Interrupted';
  }
}

/** Nobody answered a question: a no at the end of input, and else what a signal says. */
export function unanswered(reason?: NonNullable<Stop['reason']>): PhoenixError {
  const why = reason === undefined ? 'no answer came' : WORDS[reason];
  return new PhoenixError(`nothing was done: ${why}`, {
    exit: reason === undefined ? EXIT.failed : stopExit({ reason }),
  });
}

const WORDS = {
  SIGINT: 'interrupted',
  SIGTERM: 'told to terminate',
  SIGHUP: 'the terminal went away',
  reader: 'phoenix, which began it, is gone',
} as const;

/** Exit status of a run that was asked to stop: 130 by Ctrl-C, 143 by anything else. */
export function stopExit({ reason }: Pick<Stop, 'reason'>): ExitCode {
  return reason === 'SIGINT' || reason === undefined ? EXIT.interrupted : EXIT.terminated;
}
