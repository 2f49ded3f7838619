import type { ShownPlan } from '@phoenix/shared-runtime';
import { askCalls } from './call.ts';
import type { Unfinished } from './history/unfinished.ts';
import { askPlans, plansOf } from './plans.ts';
import type { Stage } from './run-work.ts';
import type { Session } from './session.ts';
import { startAgain } from './work.ts';

/**
 * The second stage of a verb that stops guests: those are started again that run, or ran when an
 * earlier run of the same was cut off. Planned as if they were stopped already.
 */
export async function againStage(
  plans: readonly ShownPlan[],
  left: Unfinished | undefined,
  session: Session,
): Promise<Stage | undefined> {
  const stops = plans.filter(
    ({ id, operations }) => operations.some((one) => one.id === 'stop') || left?.stopped.has(id),
  );
  if (stops.length === 0) return undefined;
  const ids = stops.map(({ id }) => id);
  const work = startAgain(session.declared(), ids);
  const asked = await askPlans(askCalls(work, session.flags), session);
  const started = plansOf(work.jobs, asked, session);
  return {
    work,
    asked,
    plans: new Map(started.map((plan) => [plan.id, plan])),
    acting: new Set(ids),
  };
}
