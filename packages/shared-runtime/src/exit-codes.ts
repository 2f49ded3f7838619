/**
 * What the exit status of phoenix and of every manager means.
 * Numbers from 64 up follow sysexits(3); 128 + n follows the shell.
 */
export const EXIT = {
  done: 0,
  failed: 1,
  changesPending: 2,
  stale: 3,
  usage: 64,
  configInvalid: 65,
  notFound: 66,
  hostProgramMissing: 69,
  busy: 75,
  notPermitted: 77,
  interrupted: 130,
  terminated: 143,
} as const;

/** One of the documented exit statuses. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The table as help texts and documentation print it. */
export const EXIT_MEANINGS: readonly (readonly [ExitCode, string])[] = [
  [EXIT.done, 'done'],
  [EXIT.failed, 'an operation failed'],
  [EXIT.changesPending, 'changes are pending (drift, plan --detailed-exitcode)'],
  [EXIT.stale, 'a saved plan is no longer what there is to do'],
  [EXIT.usage, 'the command line is not understood'],
  [EXIT.configInvalid, 'the configuration, or a saved plan, is invalid'],
  [EXIT.notFound, 'no such guest or file'],
  [EXIT.hostProgramMissing, 'a program of the host is missing'],
  [EXIT.busy, 'busy: another process holds the guest'],
  [EXIT.notPermitted, 'not permitted'],
  [EXIT.interrupted, 'interrupted'],
  [EXIT.terminated, 'terminated'],
];
