import { EXIT, renderPlans, type ShownPlan, summarize } from '@phoenix/shared-runtime';
import { planStyle } from '@phoenix/shared-runtime/frame';
import type { Session } from './session.ts';

/**
 * The plans of all guests as text or as one object, in the order given. Answers the exit status:
 * that of the managers when they found problems, 2 for pending changes where that was asked for.
 */
export function printPlans(plans: readonly ShownPlan[], exit: number, session: Session): number {
  const { flags, out } = session;
  if (flags.json) {
    out.result(`${JSON.stringify({ guests: plans, summary: summarize(plans) })}\n`);
  } else {
    out.result(renderPlans(plans, planStyle(out.paint)));
  }
  if (exit !== EXIT.done) return exit;
  const pending = plans.some(({ action }) => action !== 'none');
  return flags.detailedExitcode && pending ? EXIT.changesPending : EXIT.done;
}
