import { PhoenixError } from '../errors.ts';
import type { ExecutionContext } from '../executor/context.ts';
import type { GuestPlan } from '../guest-plan.ts';
import { Interrupted } from '../interrupted.ts';
import { endMaking, endStart } from '../journal/making.ts';
import { endSnapshotting } from '../journal/snapshotting.ts';
import { settleAllocating } from './allocate.ts';
import { carryOut, isLocked } from './carry-out.ts';
import { goBack } from './go-back.ts';

/**
 * Carries out the plan of one guest, with the marks of what it begins: that of a creation is taken
 * away at the very end of a plan that completes it, that of a start when everything after it has
 * gone well. So a later run can tell a guest that was left half-made or half provisioned from one
 * that somebody else made, one that nobody has found ready and healthy yet from one that is up, and
 * a lock that a command of ours left from one that holds. Where the plan says how, a guest that an
 * operation failed on goes back to the state before it.
 */
export async function applyPlan(plan: GuestPlan, context: ExecutionContext): Promise<void> {
  const { host } = context;
  const { kind, id, completes, keepsStart, undo } = plan;
  let leadsBack = false;
  for (const operation of plan.operations) {
    try {
      await carryOut(plan, operation, context);
    } catch (error) {
      if (undo === undefined || !leadsBack || !(error instanceof PhoenixError)) throw error;
      if (!(error instanceof Interrupted))
        throw operation.id === undo.before ? error : await goBack(plan, undo, error, context);
      // Nothing has failed: what has been done is as good as any change.
      const text = `${id} stays as far as it has come; the next phoenix create ${id} goes on from there`;
      context.emit({ type: 'note', guest: id, text });
      throw error;
    }
    if (operation.id === undo?.after) leadsBack = true;
    if (operation.id === undo?.before) leadsBack = false;
  }
  // What an earlier run was killed at has ended where no lock is left of it.
  if (!isLocked(host, plan)) endSnapshotting(host, plan);
  await settleAllocating(host, plan);
  if (keepsStart) return;
  if (!completes) return endStart(host, kind, id);
  endMaking(host, kind, id);
}
