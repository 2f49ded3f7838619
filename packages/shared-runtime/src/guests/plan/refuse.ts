import { EXIT } from '../../exit-codes.ts';
import type { GuestPlan, PlanProblem } from '../../guest-plan.ts';
import { planOf } from './plan-of.ts';
import type { GuestInput } from './types.ts';

/** A plan that only says why there is none. */
export function refuse(input: GuestInput, problem: PlanProblem): GuestPlan {
  return planOf(input, false, { operations: [], problems: [problem] });
}

/** A verb that needs a guest, where there is none. */
export function absent({ guest, kind }: GuestInput, verb: string): PlanProblem {
  return {
    message: `cannot ${verb} ${guest.id}: there is no ${kind.word} ${guest.id}`,
    hint: `type phoenix create ${guest.id}`,
    exit: EXIT.notFound,
  };
}
