import { PhoenixError } from '../errors.ts';
import type { ExecutionContext } from '../executor/context.ts';
import { execute } from '../executor/execute.ts';
import type { GuestPlan } from '../guest-plan.ts';
import { beginMaking, endMaking } from '../journal/making.ts';
import type { Operation, RunOperation } from '../operation.ts';

/**
 * Carries out the plan of one guest, with the mark of its creation around the command that makes
 * it: set before, changed when the guest is defined, taken away at the very end. So a later run
 * can tell a guest that was left half-made, or half provisioned, from one that somebody else made.
 */
export async function applyPlan(plan: GuestPlan, context: ExecutionContext): Promise<void> {
  const { host } = context;
  const at = plan.operations.findIndex(isDefinition);
  const definition = plan.operations[at];
  if (definition !== undefined && isDefinition(definition)) {
    await execute(plan.operations.slice(0, at), context);
    await define(plan, definition, context);
  }
  await execute(plan.operations.slice(at + 1), context);
  endMaking(host, plan.kind, plan.id);
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
