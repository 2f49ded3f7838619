import type { GuestPlan, PlanAction } from '../../guest-plan.ts';
import type { GuestInput, Part } from './types.ts';

/** A plan of one guest. With problems it has no operations: nothing may be changed. */
export function planOf(
  { guest, kind }: Pick<GuestInput, 'guest' | 'kind'>,
  isNew: boolean,
  part: Part,
): GuestPlan {
  const problems = part.problems ?? [];
  const operations = problems.length > 0 ? [] : part.operations;
  const acts = operations.some((operation) => operation.guard?.predicted !== 'done');
  const action: PlanAction = isNew ? 'create' : acts ? 'change' : 'none';
  return {
    id: guest.id,
    kind: kind.name,
    name: guest.name,
    action,
    operations: action === 'none' ? [] : operations,
    ...(part.undo !== undefined && acts && { undo: part.undo }),
    notes: part.notes ?? [],
    problems,
  };
}
