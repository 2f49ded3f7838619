import type { GuestPlan, GuestStatus } from '../../guest-plan.ts';
import type { Guest } from '../guest.ts';
import { planCreate } from './create.ts';
import { planDelete } from './delete.ts';
import { freed } from './left-lock.ts';
import { planReconfigure } from './reconfigure.ts';
import { planRestart, planStart, planStop } from './start-stop.ts';
import { statusOf } from './status.ts';
import type { GuestInput } from './types.ts';
import type { Ways } from './ways.ts';

/** What each verb does to a guest, as a pure function of what is declared and what is there. */
export interface Planners<G extends Guest> {
  readonly planCreate: (input: GuestInput<G>, bring: boolean) => GuestPlan;
  readonly planStart: (input: GuestInput<G>, asStopped?: boolean) => GuestPlan;
  readonly planStop: (input: GuestInput<G>, force: boolean) => GuestPlan;
  readonly planRestart: (input: GuestInput<G>, force: boolean) => GuestPlan;
  readonly planDelete: (input: GuestInput<G>) => GuestPlan;
  readonly planReconfigure: (input: GuestInput<G>) => GuestPlan;
  readonly statusOf: (input: GuestInput<G>) => GuestStatus;
}

/** The planners of a kind. */
export function plannersOf<G extends Guest>(ways: Ways<G>): Planners<G> {
  return {
    planCreate: (input, bring) => freed(input, planCreate(input, ways, bring), true),
    planStart(input, asStopped) {
      const plan = planStart(input, ways, asStopped);
      // The stop before it has freed the guest already.
      return asStopped === true ? plan : freed(input, plan);
    },
    planStop: (input, force) => freed(input, planStop(input, force)),
    planRestart: (input, force) => freed(input, planRestart(input, ways, force)),
    planDelete: (input) => planDelete(input, ways),
    planReconfigure: (input) => freed(input, planReconfigure(input, ways)),
    statusOf: (input) => statusOf(input, ways),
  };
}
