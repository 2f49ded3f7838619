import type { LxcGuest } from '@phoenix/shared-config';
import type { GuestPlan, PlanAction } from '@phoenix/shared-runtime';
import type { Part } from './types.ts';

/** A plan of one container. With problems it has no operations: nothing may be changed. */
export function planOf(guest: LxcGuest, isNew: boolean, part: Part): GuestPlan {
  const problems = part.problems ?? [];
  const operations = problems.length > 0 ? [] : part.operations;
  const acts = operations.some((operation) => operation.guard?.predicted !== 'done');
  const action: PlanAction = isNew ? 'create' : acts ? 'change' : 'none';
  return {
    id: guest.id,
    kind: 'lxc',
    name: guest.name,
    action,
    operations: action === 'none' ? [] : operations,
    notes: part.notes ?? [],
    problems,
  };
}
