import type { GuestKind } from '@phoenix/shared-config';
import { EXIT, PhoenixError, type ShownPlan } from '@phoenix/shared-runtime';
import { ask } from './ask.ts';
import type { Call } from './call.ts';
import type { Session } from './session.ts';

/** What the managers would do, before anything is done. */
export interface Plans {
  readonly byId: ReadonlyMap<number, ShownPlan>;
  /** Why nothing can be done for a kind of guest. */
  readonly unavailable: ReadonlyMap<GuestKind, string>;
  /** Exit status when there are problems: the first manager's that is not 0 or "pending". */
  readonly exit: number;
}

/** Asks all managers at the same time, each once. */
export async function askPlans(
  calls: ReadonlyMap<GuestKind, Call>,
  session: Session,
): Promise<Plans> {
  const byId = new Map<number, ShownPlan>();
  const unavailable = new Map<GuestKind, string>();
  let exit: number = EXIT.done;
  const answers = [...calls].map(async ([kind, call]) => {
    return { kind, answer: await ask<ShownPlan>(call, session) };
  });
  for (const { kind, answer } of await Promise.all(answers)) {
    if ('unavailable' in answer) {
      unavailable.set(kind, answer.unavailable);
      continue;
    }
    for (const plan of answer.guests) byId.set(plan.id, plan);
    if (exit === EXIT.done && answer.exit !== EXIT.changesPending) exit = answer.exit;
  }
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
    const plan = why === undefined ? byId.get(id) : idle(id, kind, why, session);
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
  const name = session.label(id).replace(/^\d+ /, '');
  const nothing = { operations: [], problems: [] };
  return { id, kind, name, action: 'none', notes: [why], ...nothing };
}
