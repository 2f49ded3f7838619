import type { PlanProblem } from '../../guest-plan.ts';
import { quoteWord } from '../../quote.ts';
import type { GuestInput } from './types.ts';

/** Why a script of the site cannot be started: it was saved with the line ends of Windows. */
export function lineEndProblems(
  { guest, world }: Pick<GuestInput, 'guest' | 'world'>,
  path: string,
): PlanProblem[] {
  if (world.facts.scripts.get(path)?.isDos !== true) return [];
  return [
    {
      message: `cannot run ${path} for ${guest.id}: its lines end with a carriage return (CRLF), which becomes part of the name of its interpreter`,
      hint: `type sed -i 's/\\r$//' ${quoteWord(path)}`,
    },
  ];
}
