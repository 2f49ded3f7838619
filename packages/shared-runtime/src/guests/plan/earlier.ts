import type { GuestPlan } from '../../guest-plan.ts';
import type { Earlier } from './types.ts';

/** What comes of a guest for those that are planned after it. */
export function comesOf({
  operations,
  problems,
}: Pick<GuestPlan, 'operations' | 'problems'>): Earlier {
  if (problems.length > 0) return 'refused';
  const power = operations.findLast(({ id }) => id === 'start' || id === 'stop');
  return power?.id === 'stop' ? 'stopped' : 'made';
}

/** Whether a guest is as declared by the time that another is made. */
export function isMadeBefore(earlier: Earlier | undefined): boolean {
  return earlier === 'made' || earlier === 'stopped';
}
