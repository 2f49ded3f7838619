import { PhoenixError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { Host } from '../host/host.ts';
import { type Operation, operationTarget } from '../operation.ts';
import { printable } from '../quote.ts';
import { fingerprint, machineKey } from './fingerprint.ts';
import { expectedIn } from './flags.ts';

/**
 * Holds a plan to what was expected of it. What is no longer to be done may be missing; anything else
 * has to be among what was expected, in that order. Throws (3) otherwise, before anything is done.
 *
 * @param subject `950`, `the host`
 * @param word the value of --expect; undefined: nothing was said
 */
export function refuseUnexpected(
  subject: string,
  operations: readonly Operation[],
  word: string | undefined,
  host: Pick<Host, 'read'>,
): void {
  if (word === undefined) return;
  const key = machineKey(host);
  const left = [...expectedIn(word)];
  for (const operation of operations) {
    const at = left.indexOf(fingerprint(operation, key));
    if (at >= 0) left.splice(0, at + 1);
    else throw unexpected(subject, operation);
  }
}

function unexpected(subject: string, operation: Operation): PhoenixError {
  const { id, cause } = operation;
  const what = cause === '' ? operationTarget(operation) : cause;
  return new PhoenixError(
    `cannot change ${subject} as was planned: it has changed since, and ${id} (${printable(what)}) was not in the plan`,
    {
      hint: `nothing was done to ${subject}; see what there is to do now, and plan it anew`,
      exit: EXIT.stale,
    },
  );
}
