import { PhoenixError } from '../errors.ts';
import type { ExecutionContext } from '../executor/context.ts';
import { execute } from '../executor/execute.ts';
import type { GuestPlan } from '../guest-plan.ts';
import { CONTAINERS, VMS } from '../guests/kind.ts';
import type { Host } from '../host/host.ts';
import { beginMaking, beginStart, endMaking } from '../journal/making.ts';
import { beginSnapshotting, endSnapshotting } from '../journal/snapshotting.ts';
import type { Operation, RunOperation } from '../operation.ts';
import { confValue } from '../pve/conf.ts';
import { allocate, isAllocation } from './allocate.ts';

type Of = Pick<GuestPlan, 'kind' | 'id'>;

/**
 * Carries out one operation with the mark of what it begins: that of a creation is set before the
 * command that makes the guest and changed when the guest is defined, that of a start stays until
 * the end of the plan, those of a snapshot and of new volumes stand around their command.
 */
export async function carryOut(
  { kind, id }: Of,
  operation: Operation,
  context: ExecutionContext,
): Promise<void> {
  if (isDefinition(operation)) return define({ kind, id }, operation, context);
  if ('run' in operation && operation.snapshots) return snapshot({ kind, id }, operation, context);
  if (isAllocation(operation)) return allocate({ kind, id }, operation, context);
  if ('run' in operation && operation.starts)
    beginStart(context.host, { kind, id, argv: operation.run });
  await execute([operation], context);
}

async function snapshot(
  { kind, id }: Of,
  operation: RunOperation,
  context: ExecutionContext,
): Promise<void> {
  const { host } = context;
  beginSnapshotting(host, { kind, id, argv: operation.run });
  try {
    await execute([operation], context);
  } catch (error) {
    // The mark explains a lock; what was only refused has left none, and a later one is not ours.
    if (!isLocked(host, { kind, id })) endSnapshotting(host, { kind, id });
    throw error;
  }
  endSnapshotting(host, { kind, id });
}

/** Whether a guest carries a lock of Proxmox. */
export function isLocked(host: Pick<Host, 'read'>, { kind, id }: Of): boolean {
  const { conf } = kind === 'lxc' ? CONTAINERS : VMS;
  return confValue(host.read(conf(id)) ?? '', undefined, 'lock') !== undefined;
}

function isDefinition(
  operation: Operation,
): operation is RunOperation & { defines: { source?: number } } {
  return 'run' in operation && operation.defines !== undefined;
}

async function define(
  { kind, id }: Of,
  operation: RunOperation,
  context: ExecutionContext,
): Promise<void> {
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
