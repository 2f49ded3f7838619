import { PhoenixError } from '../errors.ts';
import type { ExecutionContext } from '../executor/context.ts';
import { execute } from '../executor/execute.ts';
import type { GuestPlan } from '../guest-plan.ts';
import { beginMaking, beginStart, endMaking, endStart } from '../journal/making.ts';
import { beginSnapshotting, endSnapshotting } from '../journal/snapshotting.ts';
import type { Operation, RunOperation } from '../operation.ts';

/**
 * Carries out the plan of one guest, with the marks of what it begins: that of a creation around
 * the command that makes the guest, set before, changed when the guest is defined, taken away at
 * the very end of a plan that completes it; that of a start until everything after it has gone
 * well; that of a snapshot around its command. So a later run can tell a guest that was left
 * half-made or half provisioned from one that somebody else made, one that nobody has found ready
 * and healthy yet from one that is up, and a lock that a command of ours left from one that holds.
 */
export async function applyPlan(plan: GuestPlan, context: ExecutionContext): Promise<void> {
  const { host } = context;
  const { kind, id, completes } = plan;
  for (const operation of plan.operations) {
    if (isDefinition(operation)) await define(plan, operation, context);
    else if ('run' in operation && operation.snapshots) await snapshot(plan, operation, context);
    else {
      if ('run' in operation && operation.starts)
        beginStart(host, { kind, id, argv: operation.run });
      await execute([operation], context);
    }
  }
  if (!completes) return endStart(host, kind, id);
  endSnapshotting(host, plan);
  endMaking(host, kind, id);
}

async function snapshot(
  { kind, id }: GuestPlan,
  operation: RunOperation,
  context: ExecutionContext,
): Promise<void> {
  beginSnapshotting(context.host, { kind, id, argv: operation.run });
  await execute([operation], context);
  endSnapshotting(context.host, { kind, id });
}

function isDefinition(
  operation: Operation,
): operation is RunOperation & { defines: { source?: number } } {
  return 'run' in operation && operation.defines !== undefined;
}

async function define(
  plan: GuestPlan,
  operation: RunOperation,
  context: ExecutionContext,
): Promise<void> {
  const { kind, id } = plan;
  const making = { kind, id, argv: operation.run, ...operation.defines };
  beginMaking(context.host, { ...making, stage: 'define' });
  try {
    await execute([operation], context);
  } catch (error) {
    if (isRefusal(error)) endMaking(context.host, kind, id);
    throw error;
  }
  beginMaking(context.host, { ...making, stage: 'provision' });
}

/**
 * Proxmox said no and undid what it had begun (a refusal, not a death): whatever has that id now
 * is not ours, and a later run must not take it for a half-made guest. Of 255, which also tells
 * that a job died, only the words say so.
 */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof PhoenixError) || error.status === undefined) return false;
  const { status, output = '' } = error;
  return (status > 0 && status < 128) || (status === 255 && /already exists/.test(output));
}
