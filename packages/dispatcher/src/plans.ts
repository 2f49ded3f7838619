import type { GuestKind } from '@phoenix/shared-config';
import { EXIT, PhoenixError, type ShownPlan } from '@phoenix/shared-runtime';
import { askAll } from './ask.ts';
import type { Call } from './call.ts';
import type { Session } from './session.ts';

/** What the managers would do, before anything is done. */
export interface Plans {
  readonly byId: ReadonlyMap<number, ShownPlan>;
  /** Why nothing can be done for a kind of guest. */
  readonly unavailable: ReadonlyMap<GuestKind, PhoenixError>;
  /** Exit status when there are problems: the first manager's that is not 0 or "pending". */
  readonly exit: number;
}

/** Asks the managers for their plans. Throws (exit 69) when none of them can answer. */
export async function askPlans(
  calls: ReadonlyMap<GuestKind, Call>,
  session: Session,
): Promise<Plans> {
  const { answers, unavailable } = await askAll<ShownPlan>(calls, session);
  const all = [...answers.values()];
  const byId = new Map(all.flatMap(({ guests }) => guests).map((plan) => [plan.id, plan]));
  const exits = all.map(({ exit }) => exit);
  const exit = exits.find((one) => one !== EXIT.done && one !== EXIT.changesPending) ?? EXIT.done;
  return { byId, unavailable, exit };
}

/**
 * The plans of guests in the order asked for. A guest whose manager is not available gets a plan
 * that does nothing and says why; one that its manager passed over in silence is an error.
 */
export function plansOf(
  guests: Iterable<{ id: number; kind: GuestKind }>,
  { byId, unavailable }: Plans,
  session: Session,
): ShownPlan[] {
  const plans = new Map<number, ShownPlan>();
  for (const { id, kind } of guests) {
    const why = unavailable.get(kind);
    const plan = why === undefined ? byId.get(id) : idle(id, kind, why.message, session);
    if (plan === undefined) {
      throw new PhoenixError(`the manager of ${session.label(id)} has no plan for it`, {
        hint: 'do phoenix and its managers come from the same release? see their --version',
      });
    }
    plans.set(id, plan);
  }
  return [...plans.values()];
}

function idle(id: number, kind: GuestKind, why: string, session: Session): ShownPlan {
  const name = session.nameOf(id);
  const nothing = { operations: [], problems: [] };
  return {
    id,
    kind,
    name,
    action: 'none',
    notes: [`not planned: ${why}`],
    unplanned: true,
    ...nothing,
  };
}
