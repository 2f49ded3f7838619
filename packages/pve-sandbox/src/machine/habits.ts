import { readText, remove, writeText } from '../state/files.ts';
import { sandboxState } from '../state/paths.ts';

/** How a machine behaves otherwise than a sound one does. */
export type Habits = {
  /** Its guest agent never answers, although it is installed and running. */
  silentAgent?: boolean;
  /** Its guest agent answers only so many seconds after the start. */
  agentAfter?: number;
  /** It does not hear a request to shut down. */
  ignoresShutdown?: boolean;
  /** It starts, but its system never comes up. */
  neverBoots?: boolean;
};

const file = (who: string): string => `${sandboxState}/habits/${who}.json`;

/** The habits of a machine: its own, else those of all. */
export function habitsOf(id: number): Habits {
  const text = readText(file(`${id}`)) ?? readText(file('all'));
  return text === undefined ? {} : (JSON.parse(text) as Habits);
}

/** Gives a machine (an id, or 'all') habits; no habits take back what it has. */
export function setHabits(who: string, habits: Habits): void {
  if (Object.keys(habits).length === 0) remove(file(who));
  else writeText(file(who), `${JSON.stringify(habits)}\n`);
}
