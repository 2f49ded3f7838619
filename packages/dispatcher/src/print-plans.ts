import { EXIT, renderPlans, type ShownPlan, summarizeShown } from '@phoenix/shared-runtime';
import { planStyle } from '@phoenix/shared-runtime/frame';
import type { Session } from './session.ts';

/** The plans as one line for programs. */
export function plansJson(plans: readonly ShownPlan[]): string {
  return `${JSON.stringify({ guests: plans, summary: summarizeShown(plans) })}\n`;
}

/**
 * The plans of all guests as text or as one object, in the order given. Answers the exit status:
 * that of the managers when they found problems, 2 for pending changes where that was asked for.
 */
export function printPlans(plans: readonly ShownPlan[], exit: number, session: Session): number {
  const { flags, out } = session;
  if (flags.json) {
    out.result(plansJson(plans));
  } else {
    out.result(renderPlans(plans, planStyle(out.paint)));
  }
  if (exit !== EXIT.done) return exit;
  const pending = plans.some(({ action }) => action !== 'none');
  return flags.detailedExitcode && pending ? EXIT.changesPending : EXIT.done;
}
