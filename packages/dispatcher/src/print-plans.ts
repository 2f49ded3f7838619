import { EXIT, type GuestPlan, summarize } from '@phoenix/shared-runtime';
import { planText } from './plan-text.ts';
import type { Session } from './session.ts';

/**
 * The plans of all guests as text or as one object, in the order given. Answers the exit status:
 * that of the managers when they found problems, 2 for pending changes where that was asked for.
 */
export function printPlans(plans: readonly GuestPlan[], exit: number, session: Session): number {
  const { world, flags } = session;
  if (flags.json) {
    world.stdout.write(`${JSON.stringify({ guests: plans, summary: summarize(plans) })}\n`);
  } else {
    world.stdout.write(planText(plans));
  }
  if (exit !== EXIT.done) return exit;
  if (plans.some(({ problems }) => problems.length > 0)) return EXIT.failed;
  const pending = plans.some(({ action }) => action !== 'none');
  return flags.detailedExitcode && pending ? EXIT.changesPending : EXIT.done;
}
