import { printable, type RunDetail, type Subject } from '@phoenix/shared-runtime';
import type { Session } from '../session.ts';

/**
 * The names of guests: as a run knew them, else as they are declared now; unable to play with the
 * terminal.
 */
export function namesIn(
  { guests }: Pick<RunDetail, 'guests'>,
  session: Session,
): ReadonlyMap<Subject, string> {
  const names = new Map<Subject, string>(declaredNames(session));
  for (const { id, name } of guests) if (name !== undefined) names.set(id, printable(name));
  return names;
}

/** "950 vllm", or 950 alone where nobody knows its name; of a setup step its name. */
export function labelOf(id: Subject, names: ReadonlyMap<Subject, string>): string {
  return typeof id === 'string' ? id : `${id} ${names.get(id) ?? ''}`.trimEnd();
}

/** History is looked at when something is wrong, so no configuration may keep anybody from it. */
function declaredNames(session: Session): (readonly [number, string])[] {
  try {
    const { lxc, vms } = session.load();
    return [...lxc.values(), ...vms.values()].map(({ id, name }) => [id, printable(name)]);
  } catch {
    return [];
  }
}
