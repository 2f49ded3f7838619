import {
  EXIT,
  formatDuration,
  renderPlans,
  type ShownPlan,
  summarizeShown,
} from '@phoenix/shared-runtime';
import { planStyle } from '@phoenix/shared-runtime/frame';
import type { Estimate } from './learn/estimate.ts';
import type { Session } from './session.ts';

/** The plans as one line for programs. */
export function plansJson(plans: readonly ShownPlan[], estimate?: Estimate): string {
  const summary = summarizeShown(plans);
  return `${JSON.stringify({ guests: plans, summary, ...(estimate && { estimate }) })}\n`;
}

/**
 * The plans of all guests as text or as one object, in the order given. Answers the exit status:
 * that of the managers when they found problems, 2 for pending changes where that was asked for.
 */
export function printPlans(
  plans: readonly ShownPlan[],
  exit: number,
  session: Session,
  estimate?: Estimate,
): number {
  const { flags, out } = session;
  if (flags.json) {
    out.result(plansJson(plans, estimate));
  } else {
    out.result(renderPlans(plans, planStyle(out.paint)));
    if (estimate !== undefined) out.result(estimateText(estimate));
  }
  if (exit !== EXIT.done) return exit;
  const pending = plans.some(({ action }) => action !== 'none');
  return flags.detailedExitcode && pending ? EXIT.changesPending : EXIT.done;
}

function estimateText({ seconds, parallel, unknown }: Estimate): string {
  const guess = unknown === 0 ? '' : `, with a guess for ${unknown} that never ran here`;
  return `Estimate: about ${formatDuration(seconds)}, ${parallel} guests at a time${guess}\n`;
}
