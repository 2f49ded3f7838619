import type { PlanProblem } from '../../guest-plan.ts';
import { quoteWord } from '../../quote.ts';
import type { ScriptFact } from '../observed.ts';
import type { GuestInput } from './types.ts';

/** Why a script of the site cannot be started for a guest. */
export function lineEndProblems(
  { guest, world }: Pick<GuestInput, 'guest' | 'world'>,
  path: string,
): PlanProblem[] {
  return lineEndProblemsOf(world.facts.scripts.get(path), `${guest.id}`);
}

/** Why a script of the site cannot be started: it was saved with the line ends of Windows. */
export function lineEndProblemsOf(script: ScriptFact | undefined, user: string): PlanProblem[] {
  if (script?.isDos !== true) return [];
  const { path } = script;
  return [
    {
      message: `cannot run ${path} for ${user}: its lines end with a carriage return (CRLF), which becomes part of the name of its interpreter`,
      hint: `type sed -i 's/\\r$//' ${quoteWord(path)}`,
    },
  ];
}
