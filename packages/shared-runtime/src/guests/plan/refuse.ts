import { EXIT } from '../../exit-codes.ts';
import type { GuestPlan, PlanProblem } from '../../guest-plan.ts';
import { holderText } from '../id-holder.ts';
import type { IdHolder } from '../observed.ts';
import { planOf } from './plan-of.ts';
import type { GuestInput } from './types.ts';

/** A plan that only says why there is none. */
export function refuse(input: GuestInput, problem: PlanProblem): GuestPlan {
  return planOf(input, false, { operations: [], problems: [problem] });
}

/** A verb that needs a guest, where there is none. */
export function absent(input: GuestInput, verb: string): PlanProblem {
  const { guest, kind } = input;
  const other = otherKind(input, verb);
  if (other !== undefined) return other;
  return {
    message: `cannot ${verb} ${guest.id}: there is no ${kind.word} ${guest.id}`,
    hint: `type phoenix create ${guest.id}`,
    exit: EXIT.notFound,
  };
}

/** Why nothing can be said to be done with a guest that is there, but of the other kind than declared. */
export function otherKind(input: GuestInput, verb: string): PlanProblem | undefined {
  const holder = input.world.guests.get(input.guest.id)?.idHolder;
  return holder === undefined || holder.node !== undefined
    ? undefined
    : heldProblem(input, verb, holder);
}

/** A verb for a guest whose id another has. */
export function heldProblem(
  { guest, kind }: GuestInput,
  verb: string,
  holder: IdHolder,
): PlanProblem {
  const { id } = guest;
  return {
    message: `cannot ${verb} ${kind.word} ${id}: ${holderText(holder)} has that id`,
    hint:
      holder.node === undefined
        ? `declare another id, or look at it: ${kind.others.tool} config ${id}`
        : 'declare it on that node, or another id here; pvesh get /cluster/resources shows it',
  };
}
