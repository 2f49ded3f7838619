import type { ConfSection } from '../../pve/conf.ts';
import type { Guest } from '../guest.ts';
import { FINAL_FORM, PRE_CONFIGURED, UNDO } from './snapshots.ts';
import type { Lifecycle, Ways } from './ways.ts';

/** Description of a snapshot that `snapshot` has taken: it is what tells one from those of others. */
export const TAKEN_BY_VERB = 'phoenix snapshot';

/**
 * What Phoenix itself has a snapshot of that name for, in a few words; undefined for all other names.
 * Names of its own are kept free also on guests that have none of these.
 */
export function purposeOf<G extends Guest>(
  name: string,
  guest: G,
  ways: Pick<Ways<G>, 'lifecycle'>,
): string | undefined {
  const { before, last, template }: Lifecycle = ways.lifecycle(guest);
  if (name === template) return 'clones start from it';
  if (name === before.name || name === PRE_CONFIGURED) return 'reconfigure goes back to it';
  if (name === last.name || name === FINAL_FORM) return 'the finished guest';
  return name === UNDO ? 'left by a change that was cut off' : undefined;
}

/** Whether the verb `snapshot` has taken it. */
export function isTakenByVerb({ description }: Pick<ConfSection, 'description'>): boolean {
  return description === TAKEN_BY_VERB;
}
