import { EXIT, PhoenixError } from '@phoenix/shared-runtime';
import type { StepPlan } from './host-plan.ts';

/** Throws for the problems of a plan, all at once; nothing has been changed then. */
export function refuseProblems(plans: readonly StepPlan[]): void {
  const stuck = plans.filter(({ problems }) => problems.length > 0);
  const all = stuck.flatMap(({ problems }) => problems);
  const [first] = all;
  if (first === undefined) return;
  const lines = all.map(({ message, hint }) =>
    all.length === 1 || hint === undefined ? message : `${message} (${hint})`,
  );
  const rest =
    plans.length === stuck.length
      ? ''
      : `phoenix setup --skip ${stuck.map(({ step }) => step).join(',')} does the rest`;
  const own = all.length === 1 ? first.hint : undefined;
  throw new PhoenixError(`${lines.join('\n')}\nnothing was changed`, {
    hint: [own, rest].filter(Boolean).join('; ') || undefined,
    exit: first.exit ?? EXIT.configInvalid,
  });
}
