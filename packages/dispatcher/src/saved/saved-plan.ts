import { quoteWord, type ShownPlan, type ShownStep } from '@phoenix/shared-runtime';
import type { Values } from './declared-values.ts';

/** What every saved plan tells of where it comes from. */
interface Origin {
  readonly kind: 'phoenix-plan';
  /** Of this shape; a phoenix that knows another one refuses it. */
  readonly format: 1;
  /** Version of phoenix that made it. */
  readonly phoenix: string;
  readonly host: Machine;
  /** When, as ISO 8601 in UTC. */
  readonly saved: string;
  readonly baseDir: string;
}

/** A host, by its name and by something that no other host has. */
export interface Machine {
  readonly name: string;
  readonly machine: string;
}

/** What converge would do. */
export interface SavedGuests extends Origin {
  readonly of: 'guests';
  /** Selectors as typed; none are all. */
  readonly words: readonly string[];
  /** The guests that they named. */
  readonly targets: readonly number[];
  readonly guests: readonly SavedGuest[];
}

/** The plan of a guest, with what it follows and what it was made from. */
export interface SavedGuest extends ShownPlan {
  /** Guests of this plan that have to come out well before. */
  readonly needs: readonly number[];
  readonly declared: Values;
}

/** What setup would do. */
export interface SavedHost extends Origin {
  readonly of: 'host';
  /** Steps as typed. */
  readonly only?: string;
  readonly skip?: string;
  readonly steps: readonly ShownStep[];
  readonly declared: Values;
}

export type SavedPlan = SavedGuests | SavedHost;

/** The words after `phoenix` that make such a plan, or that do what is left of it. */
export function wordsOf(saved: SavedPlan, act: 'plan' | 'go on'): string {
  if (saved.of === 'guests') {
    const words = saved.words.length === 0 && act === 'go on' ? ['all'] : saved.words;
    return [act === 'plan' ? 'plan' : 'converge', ...words.map(quoteWord)].join(' ');
  }
  const steps = [
    ...(saved.only === undefined ? [] : ['--only', quoteWord(saved.only)]),
    ...(saved.skip === undefined ? [] : ['--skip', quoteWord(saved.skip)]),
  ];
  return [...(act === 'plan' ? ['plan --host'] : ['setup']), ...steps].join(' ');
}
