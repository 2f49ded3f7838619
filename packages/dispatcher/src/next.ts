import { type Guests, guestOf } from '@phoenix/shared-config';
import { quoteWord } from '@phoenix/shared-runtime';
import type { Flags } from './flags.ts';
import type { Intent } from './intent.ts';
import type { Work } from './job.ts';

/** The command line up to its guests: `phoenix rollback before-upgrade`. */
export function commandWords({ verb, name }: Pick<Intent, 'verb' | 'name'>): string {
  return name === undefined ? `phoenix ${verb}` : `phoenix ${verb} ${name}`;
}

/** What was asked for, and what the run knows by now. */
export interface Asked {
  /** Selectors as typed. */
  readonly words: readonly string[];
  readonly targets: readonly number[];
  /** The turns that a list of guests comes to. */
  readonly work: (targets: readonly number[]) => Work;
  /** Guests whose manager can do nothing here. */
  readonly unavailable: ReadonlySet<number>;
  /** Guests that do not exist, where the verb had nothing to do about that. */
  readonly absent: ReadonlySet<number>;
}

/** The named guests that the same verb can do, whatever managers are missing. */
export function doable({ targets, work, unavailable }: Asked): number[] {
  if (unavailable.size === 0) return [...targets];
  const possible = (id: number) => !work([id]).jobs.some((job) => unavailable.has(job.id));
  return targets.filter(possible);
}

/** Words that name these guests alone, as near to what was typed as can be. */
export function wordsFor(
  { words, targets }: Pick<Asked, 'words' | 'targets'>,
  ids: readonly number[],
): string {
  // A verb that takes no words is about everything.
  if (words.length === 0) return '';
  const left = new Set(ids);
  const out = targets.filter((id) => !left.has(id));
  if (out.length === 0) return words.join(' ');
  if (words.length === 1) return [words[0], ...out.map((id) => `-${id}`)].join(',');
  return ids.join(' ');
}

/** What a command line needs in addition where the base directory was named by a flag. */
export function baseWords({ baseDir }: Pick<Flags, 'baseDir'>): string {
  return baseDir === undefined ? '' : ` --base-dir ${quoteWord(baseDir)}`;
}

/** The guests of a list that are of a kind without a manager. */
export function ofKinds(
  declared: Guests,
  ids: Iterable<number>,
  kinds: { has(kind: 'lxc' | 'vm'): boolean },
): Set<number> {
  const is = (id: number) => kinds.has(guestOf(declared, id)?.kind ?? 'lxc');
  return new Set([...ids].filter(is));
}
