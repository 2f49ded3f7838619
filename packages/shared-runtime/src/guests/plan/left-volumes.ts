import { EXIT } from '../../exit-codes.ts';
import type { GuestPlan, PlanProblem } from '../../guest-plan.ts';
import type { Operation } from '../../operation.ts';
import type { Guest } from '../guest.ts';
import { DEADLINES } from './deadlines.ts';
import { planOf } from './plan-of.ts';
import { refuse } from './refuse.ts';
import type { GuestInput } from './types.ts';

type Target = Pick<GuestInput, 'guest' | 'kind'>;

/**
 * A plan with the volumes freed first that a command of ours was making when it was cut off: they may
 * lack a file system, and the plan makes what is declared anew. What destroys a guest takes them along.
 */
export function withoutLeftVolumes<G extends Guest>(
  input: GuestInput<G>,
  plan: GuestPlan,
): GuestPlan {
  const left = input.world.guests.get(input.guest.id)?.leftVolumes;
  if (left === undefined || plan.problems.length > 0 || plan.action === 'create') return plan;
  // Its end would take the mark away by which they are known.
  if ('silent' in left) return refuse(input, silentProblem(input, left.silent));
  const operations = [...left.map((volid) => free(input, volid)), ...plan.operations];
  return { ...plan, ...planOf(input, false, { ...plan, operations }) };
}

function silentProblem({ guest: { id }, kind }: Target, storage: string): PlanProblem {
  return {
    message: `cannot change ${id}: storage ${storage} does not tell what it has, and a ${kind.tool} set that was cut off may have left a volume of ${id} there`,
    hint: `type pvesm list ${storage} to see what Proxmox says; once it tells, type the same command again`,
    exit: EXIT.failed,
  };
}

function free({ guest: { id }, kind }: Target, volid: string): Operation {
  return {
    id: `free ${volid}`,
    doing: `free volume ${volid} of ${id}`,
    cause: `a ${kind.tool} set that was cut off was making it, and nothing names it`,
    run: ['pvesm', 'free', volid],
    // Whoever has named it since wants it.
    when: [{ conf: kind.conf(id), unnamed: volid }],
    effect: 'change',
    deadline: DEADLINES.resize,
    retryLocks: true,
    hint: `a running ${id} may have it mounted: type phoenix restart ${id}, then the same command again`,
  };
}
