import type { HeldLock } from '../host/host.ts';
import { Interrupted } from '../interrupted.ts';
import type { Operation } from '../operation.ts';
import { configLock } from './config-lock.ts';
import type { ExecutionContext, ExecutionResult } from './context.ts';
import { checkExpectations, isDue } from './expectations.ts';
import { attempted } from './failure.ts';
import { changeFile } from './file-operations.ts';
import { heartbeat } from './heartbeat.ts';
import { takeHolds } from './hold-locks.ts';
import { runCommand } from './run-command.ts';

/**
 * Carries out operations one after the other and decides nothing but what their data says. Throws
 * a PhoenixError at the first that fails or does not take, and Interrupted before the next one
 * when a stop was asked for.
 */
export async function execute(
  operations: readonly Operation[],
  context: ExecutionContext,
): Promise<ExecutionResult> {
  const ran: string[] = [];
  const skipped: string[] = [];
  for (const operation of operations) {
    if (context.stop.requested) {
      throw new Interrupted(`before "${operation.id}" of ${context.guest}`, context.stop);
    }
    const held = 'run' in operation ? await takeHolds(operation, context) : undefined;
    try {
      const done = await carryOut(operation, context);
      (done ? ran : skipped).push(operation.id);
    } finally {
      held?.release();
    }
  }
  return { ran, skipped };
}

/** Answers false when the operation is not due, or its guard held, and nothing was done. */
async function carryOut(operation: Operation, context: ExecutionContext): Promise<boolean> {
  const { emit, guest, host } = context;
  const name = { guest, operation: operation.id };
  const begun = host.now();
  const end = (result: 'done' | 'skipped' | 'failed') =>
    emit({ type: 'operation-end', ...name, result, seconds: (host.now() - begun) / 1000 });
  emit({ type: 'operation-start', ...name, cause: operation.cause });
  const beat = heartbeat(operation, context);
  let lock: HeldLock | undefined;
  try {
    const { guard } = operation;
    const isDone = guard !== undefined && (await context.isDone?.(guard)) === true;
    lock = isDone ? undefined : await lockOf(operation, context);
    if (isDone || !isDue(operation, host)) {
      end('skipped');
      return false;
    }
    const said = 'run' in operation ? await runCommand(operation, context) : undefined;
    if (!('run' in operation)) await changeFile(operation, context);
    checkExpectations(operation, context, said);
  } catch (error) {
    end('failed');
    throw error;
  } finally {
    lock?.release();
    beat.end();
  }
  end('done');
  return true;
}

/** The lock that a command is to be run under; what edits a conf file takes its own. */
async function lockOf(
  operation: Operation,
  context: ExecutionContext,
): Promise<HeldLock | undefined> {
  if (!('run' in operation) || operation.lock === undefined) return undefined;
  const { id, lock } = operation;
  return await configLock({ id, lock }, attempted(operation, context.guest), context);
}
