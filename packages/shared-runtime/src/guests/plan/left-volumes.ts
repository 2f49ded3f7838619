import { EXIT } from '../../exit-codes.ts';
import type { GuestPlan } from '../../guest-plan.ts';
import type { Operation } from '../../operation.ts';
import type { Guest } from '../guest.ts';
import type { LeftVolume } from '../observed.ts';
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
  const { leftVolumes: left, conf } = input.world.guests.get(input.guest.id) ?? {};
  const isDestroyed = conf !== undefined && (plan.destroys === true || plan.action === 'create');
  if (left === undefined || plan.problems.length > 0 || isDestroyed) return plan;
  if ('silent' in left) return withSilent(input, plan, left.silent);
  const operations = [...left.map((volume) => free(input, volume)), ...plan.operations];
  return { ...plan, ...planOf(input, plan.action === 'create', { ...plan, operations }) };
}

/** A storage that does not tell keeps its mark; who makes more volumes would replace that. */
function withSilent(input: GuestInput, plan: GuestPlan, storage: string): GuestPlan {
  const { guest, kind } = input;
  const what = `storage ${storage} does not tell what it has, and a ${kind.tool} set that was cut off may have left a volume of ${guest.id} there`;
  if (!plan.operations.some((operation) => 'run' in operation && operation.allocates))
    return {
      ...plan,
      notes: [...plan.notes, `${what}; type pvesm list ${storage} to see what Proxmox says`],
    };
  return refuse(input, {
    message: `cannot change ${guest.id}: ${what}`,
    hint: `type pvesm list ${storage} to see what Proxmox says; once it tells, or the storage is taken out (pvesm remove ${storage}), type the same command again`,
    exit: EXIT.failed,
  });
}

function free({ guest: { id }, kind }: Target, { volid, names }: LeftVolume): Operation {
  return {
    id: `free ${volid}`,
    doing: `free volume ${volid} of ${id}`,
    cause: `a ${kind.tool} set that was cut off was making it, and nothing names it`,
    run: ['pvesm', 'free', volid],
    // Whoever has named it since wants it, and who is naming it holds that lock.
    when: [{ unnamed: names }],
    lock: kind.confLock(id),
    effect: 'change',
    deadline: DEADLINES.resize,
    retryLocks: true,
    hint: `a running ${id} may have it mounted: type phoenix restart ${id}, then the same command again; ${[kind.tool, ...kind.rescan].join(' ')} --vmid ${id} keeps it`,
  };
}
