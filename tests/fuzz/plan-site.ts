import { shownStep } from '../../packages/hypervisor-manager/src/setup/host-plan.ts';
import { planHost, surveyOf } from '../../packages/hypervisor-manager/src/setup/plan-host.ts';
import { containerSight } from '../../packages/lxc-manager/src/observe/sight.ts';
import { containerWays } from '../../packages/lxc-manager/src/plan/ways.ts';
import { type Declared, order } from '../../packages/shared-config/src/index.ts';
import type { VerbContext } from '../../packages/shared-runtime/src/frame/context.ts';
import type { GuestPlan, Undo } from '../../packages/shared-runtime/src/guest-plan.ts';
import { doorOf } from '../../packages/shared-runtime/src/guests/door.ts';
import type { Guest } from '../../packages/shared-runtime/src/guests/guest.ts';
import type { Sight } from '../../packages/shared-runtime/src/guests/observe/observe.ts';
import { plannersOf } from '../../packages/shared-runtime/src/guests/plan/planners.ts';
import type { Ways } from '../../packages/shared-runtime/src/guests/plan/ways.ts';
import { plansOf } from '../../packages/shared-runtime/src/guests/verbs/perform.ts';
import type { Operation } from '../../packages/shared-runtime/src/operation.ts';
import { plansToJson, renderPlans } from '../../packages/shared-runtime/src/plan-text.ts';
import { renderSteps } from '../../packages/shared-runtime/src/step-text.ts';
import { vmSight } from '../../packages/vm-manager/src/observe/sight.ts';
import { vmWays } from '../../packages/vm-manager/src/plan/ways.ts';
import { guestHost, installedHost, type State } from './generous-host.ts';

type Planned = Pick<GuestPlan, 'operations' | 'problems'> & { readonly undo?: Undo };

/** All that would be done for a site, and how that is shown. */
export interface SitePlan {
  readonly operations: readonly Operation[];
  readonly text: string;
}

/** Plans all guests of a site, and its host, with the planners of the managers. */
export async function planSite(declared: Declared, state: State): Promise<SitePlan> {
  const parts = [
    await planGuests(declared, state, containerSight, containerWays),
    await planGuests(declared, state, vmSight, vmWays),
    await planTheHost(declared),
  ];
  return {
    operations: parts.flatMap(({ operations }) => operations),
    text: parts.map(({ text }) => text).join(''),
  };
}

async function planGuests<G extends Guest>(
  declared: Declared,
  state: State,
  sight: Sight<G>,
  ways: Ways<G>,
): Promise<SitePlan> {
  const own = sight.guests(declared);
  const ids = order(declared, own.keys()).filter((id) => own.has(id));
  const host = guestHost(declared, state);
  const { manager, tool } = sight.kind;
  const door = () => doorOf(tool === 'pct' ? tool : manager);
  const wording = () => Promise.reject(new Error('nothing is imported'));
  const context = { host, declared, ids, program: manager } as unknown as VerbContext;
  const twin = {
    sight,
    ways: async () => ways,
    wording,
    door,
    planners: async () => plannersOf(ways),
  };
  const plans = await plansOf(twin, context, (input, { planCreate }) => planCreate(input, false));
  return { operations: plans.flatMap(allOf), text: renderPlans(plansToJson(plans).guests) };
}

async function planTheHost(declared: Declared): Promise<SitePlan> {
  const host = installedHost();
  const flags = { own: {} };
  const context = { declared, host, flags } as unknown as VerbContext;
  const plans = await planHost(surveyOf(context), host);
  return {
    operations: plans.flatMap(allOf),
    text: renderSteps(plans.map((plan) => shownStep(plan))),
  };
}

/** Nothing is done of a plan with a problem. */
function allOf({ operations, undo, problems }: Planned): Operation[] {
  if (problems.length > 0) return [];
  return [...operations, ...(undo?.operations ?? [])];
}
