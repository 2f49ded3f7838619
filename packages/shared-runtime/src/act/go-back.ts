import { PhoenixError } from '../errors.ts';
import type { ExecutionContext } from '../executor/context.ts';
import { isDue } from '../executor/expectations.ts';
import type { GuestPlan, Undo } from '../guest-plan.ts';
import type { Operation } from '../operation.ts';
import { quoteArgv } from '../quote.ts';
import type { Stop } from '../stop.ts';
import { carryOut } from './carry-out.ts';

/** Takes a guest back after an operation of its plan failed. */
export async function goBack(
  plan: GuestPlan,
  undo: Undo,
  failure: PhoenixError,
  context: ExecutionContext,
): Promise<PhoenixError> {
  const { id } = plan;
  return await takeBack(undo, failure, context, {
    what: `${id}`,
    forward: `phoenix create ${id} goes on from where it is, and then nothing leads back`,
    carryOut: (operation, unhurried) => carryOut(plan, operation, unhurried),
  });
}

/** What is taken back, and how. */
export interface WayBack {
  /** The subject of a sentence about it: `950`. */
  readonly what: string;
  /** A sentence that tells what happens when a person does not take it back by hand. */
  readonly forward: string;
  readonly carryOut: (operation: Operation, context: ExecutionContext) => Promise<unknown>;
}

/**
 * Carries out an undo. Answers the failure that it was for, with what became of its subject; where
 * that did not get back, the hint is what a person has to type.
 */
export async function takeBack(
  undo: Undo,
  failure: PhoenixError,
  context: ExecutionContext,
  { what, forward, carryOut }: WayBack,
): Promise<PhoenixError> {
  const unhurried = { ...context, stop: second(context.stop) };
  let left = undo.operations;
  try {
    for (const operation of undo.operations) {
      await carryOut(operation, unhurried);
      left = left.slice(1);
    }
  } catch (error) {
    if (!(error instanceof PhoenixError)) throw error;
    const typed = commands(left, context);
    return explained(
      failure,
      `${what} could not be taken back to the state before the change: ${error.message}`,
      `to take it back, type ${typed}; ${forward}`,
    );
  }
  return explained(failure, `${what} is back in the state before the change`, failure.hint);
}

/** A guest is not left half-way because of the first request to stop; the second ends what runs. */
function second(stop: Stop): Stop {
  const { abort } = stop;
  return {
    get requested() {
      return abort.aborted;
    },
    get reason() {
      return stop.reason;
    },
    asked: abort,
    abort,
  };
}

/** What a person types in the place of operations that are still to be carried out. */
function commands(left: readonly Operation[], { host }: ExecutionContext): string {
  return left
    .flatMap((one) => ('run' in one && isDue(one, host) ? [quoteArgv(one.run)] : []))
    .join(' && ');
}

function explained(failure: PhoenixError, outcome: string, hint: string | undefined) {
  const { message, exit, log, output, status } = failure;
  return new PhoenixError(`${message}; ${outcome}`, { hint, exit, log, output, status });
}
