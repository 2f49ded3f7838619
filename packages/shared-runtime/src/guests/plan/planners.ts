import type { GuestPlan, GuestStatus } from '../../guest-plan.ts';
import type { Guest } from '../guest.ts';
import { planCreate } from './create.ts';
import { planDelete } from './delete.ts';
import { freed } from './left-lock.ts';
import { withoutLeftUndo } from './left-undo.ts';
import { withoutLeftVolumes } from './left-volumes.ts';
import { withLostLines } from './lost-lines.ts';
import { planReconfigure } from './reconfigure.ts';
import { planRollback } from './roll-back.ts';
import { planRestart, planStart, planStop } from './start-stop.ts';
import { statusOf } from './status.ts';
import { type AskedSnapshot, planDelsnapshot, planSnapshot } from './take-snapshot.ts';
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
  readonly planSnapshot: (input: GuestInput<G>, asked: AskedSnapshot) => GuestPlan;
  readonly planDelsnapshot: (input: GuestInput<G>, name: string) => GuestPlan;
  readonly planRollback: (input: GuestInput<G>, name: string) => GuestPlan;
  readonly statusOf: (input: GuestInput<G>) => GuestStatus;
}

/** The planners of a kind. */
export function plannersOf<G extends Guest>(ways: Ways<G>): Planners<G> {
  const whole = (input: GuestInput<G>, plan: GuestPlan, anyway = false) =>
    withLostLines(input, freed(input, plan, anyway));
  const completed = (plan: GuestPlan): GuestPlan => ({ ...plan, completes: true });
  return {
    planCreate(input, bring) {
      const plan = withoutLeftUndo(input, (known) => planCreate(known, ways, bring));
      return completed(whole(input, withoutLeftVolumes(input, plan), true));
    },
    planStart(input, asStopped) {
      const plan = planStart(input, ways, asStopped);
      // The stop before it has freed the guest already.
      return asStopped === true ? plan : whole(input, plan);
    },
    planStop: (input, force) => whole(input, planStop(input, force)),
    planRestart: (input, force) => whole(input, planRestart(input, ways, force)),
    planDelete: (input) =>
      completed(withLostLines(input, withoutLeftVolumes(input, planDelete(input, ways)))),
    planReconfigure(input) {
      const plan = withoutLeftUndo(input, (known) => planReconfigure(known, ways));
      return completed(whole(input, withoutLeftVolumes(input, plan)));
    },
    planSnapshot: (input, asked) => whole(input, planSnapshot(input, ways, asked)),
    planDelsnapshot: (input, name) => whole(input, planDelsnapshot(input, ways, name)),
    planRollback: (input, name) =>
      whole(
        input,
        withoutLeftUndo(input, (known) => planRollback(known, ways, name)),
      ),
    statusOf: (input) => statusOf(input, ways),
  };
}
