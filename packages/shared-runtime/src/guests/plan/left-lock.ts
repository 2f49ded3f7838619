import type { GuestPlan } from '../../guest-plan.ts';
import type { Operation } from '../../operation.ts';
import type { Guest } from '../guest.ts';
import { sourceOf } from '../guest.ts';
import { unlockOperation } from './half-made.ts';
import { planOf } from './plan-of.ts';
import type { GuestInput } from './types.ts';

/**
 * A clone that was killed leaves its source locked, and nobody else would take that away: freed is
 * the source of a clone that was killed, and that of a guest which `isNew` and about to be cloned.
 */
export function unlockSource(input: GuestInput, isNew: boolean): Operation[] {
  const { guest, world } = input;
  const making = world.guests.get(guest.id)?.making;
  const killed = making?.stage === 'define' ? making.source : undefined;
  const sources = new Set([killed, isNew ? sourceOf(guest) : undefined]);
  return [...sources].flatMap((id) =>
    id === undefined ? [] : unlockLeft(input, id).map((one) => ({ ...one, id: 'unlock source' })),
  );
}

/** The plan of a guest that has to be freed first when it is to be changed, or `anyway`. */
export function freed<G extends Guest>(
  input: GuestInput<G>,
  plan: GuestPlan,
  anyway = false,
): GuestPlan {
  const unlock = unlockLeft(input, input.guest.id);
  const idle = plan.problems.length > 0 || (plan.operations.length === 0 && !anyway);
  if (unlock.length === 0 || idle) return plan;
  const operations = [...unlock, ...plan.operations];
  return { ...plan, ...planOf(input, plan.action === 'create', { ...plan, operations }) };
}

function unlockLeft({ kind, world }: GuestInput, id: number): Operation[] {
  const left = world.guests.get(id)?.lockLeftBy;
  if (left === undefined) return [];
  const killed = left.job === 'clone' ? `clone to ${left.to}` : `${left.job} of ${left.name}`;
  const cause = `${id} is still locked by the killed ${killed}`;
  return [{ ...unlockOperation(kind, id), cause }];
}
