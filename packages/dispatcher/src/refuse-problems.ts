import { EXIT, type ShownPlan } from '@phoenix/shared-runtime';
import { printError } from '@phoenix/shared-runtime/frame';
import { plansJson } from './print-plans.ts';
import type { Session } from './session.ts';

/** What is told beside the problems. */
interface About {
  /** All plans, for --json. */
  readonly plans: readonly ShownPlan[];
  /** Exit status of the managers. */
  readonly exit: number;
  /** What to type for the guests that the refused ones do not keep back. */
  readonly others: string | undefined;
}

/**
 * Tells each problem with its hint, but not what follows from another; with --json the plans as
 * well. The first decides the exit.
 */
export function refuseProblems(
  refused: readonly ShownPlan[],
  { plans, exit, others }: About,
  { flags, out }: Session,
): number {
  for (const { id, name, problems } of refused) {
    for (const { message, hint, because } of problems) {
      if (because !== undefined) continue;
      const named = message.includes(String(id)) ? message : `${id} ${name}: ${message}`;
      const told = { message: named, ...(hint !== undefined && { hint }) };
      printError(told, out);
    }
  }
  out.talk('nothing was done\n');
  if (others !== undefined) out.talk(`hint: for all that does not stand on them, type ${others}\n`);
  if (flags.json) out.result(plansJson(plans));
  const first = refused.flatMap(({ problems }) => problems)[0];
  return first?.exit ?? (exit === EXIT.done ? EXIT.failed : exit);
}
