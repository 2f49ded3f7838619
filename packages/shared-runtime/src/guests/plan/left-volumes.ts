import type { GuestPlan } from '../../guest-plan.ts';
import type { Operation } from '../../operation.ts';
import type { Guest } from '../guest.ts';
import { DEADLINES } from './deadlines.ts';
import { planOf } from './plan-of.ts';
import type { GuestInput } from './types.ts';

/**
 * A plan with the volumes freed first that a command of ours was making when it was killed: they may
 * lack a file system, and the plan makes what is declared anew. What destroys a guest takes them along.
 */
export function withoutLeftVolumes<G extends Guest>(
  input: GuestInput<G>,
  plan: GuestPlan,
): GuestPlan {
  const left = input.world.guests.get(input.guest.id)?.leftVolumes ?? [];
  if (left.length === 0 || plan.problems.length > 0 || plan.action === 'create') return plan;
  const operations = [...left.map((volid) => free(input, volid)), ...plan.operations];
  return { ...plan, ...planOf(input, false, { ...plan, operations }) };
}

function free(
  { guest: { id }, kind }: Pick<GuestInput, 'guest' | 'kind'>,
  volid: string,
): Operation {
  return {
    id: `free ${volid}`,
    doing: `free volume ${volid} of ${id}`,
    cause: `a killed ${kind.tool} set was making it, and nothing names it`,
    run: ['pvesm', 'free', volid],
    effect: 'change',
    deadline: DEADLINES.resize,
    retryLocks: true,
    hint: `a running ${id} may have it mounted: type phoenix restart ${id}, then the same command again`,
  };
}
