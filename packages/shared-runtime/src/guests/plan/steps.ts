import type { Operation } from '../../operation.ts';
import { type Guest, sourceOf } from '../guest.ts';
import type { Observed } from '../observed.ts';
import { guarded } from './provision.ts';
import type { GuestInput, ProvisionStep } from './types.ts';

/** A step with what is known of it before it is its turn. */
export interface JudgedStep {
  readonly step: ProvisionStep;
  /** `done` and `todo` are certain; the other two are decided by the guest. */
  readonly state: 'done' | 'todo' | 'expected-done' | 'expected-todo';
}

/**
 * Judges a step by the guest's own memory, or by what its clone source is declared to hold.
 * `featuresOf` makes the feature steps of any guest of the kind.
 */
export function judge<G extends Guest>(
  input: GuestInput<G>,
  observed: Observed | undefined,
  isNew: boolean,
  step: ProvisionStep,
  featuresOf: (input: GuestInput<G>) => readonly ProvisionStep[],
): JudgedStep {
  if (isNew) {
    const comes = inherited(input, step, featuresOf);
    return { step, state: comes ? 'expected-done' : 'expected-todo' };
  }
  if (observed?.memory === undefined) return { step, state: 'expected-todo' };
  return { step, state: observed.memory.get(step.record) === step.hash ? 'done' : 'todo' };
}

/** True when some guest in the chain of clone sources is declared to have done the same. */
function inherited<G extends Guest>(
  input: GuestInput<G>,
  step: ProvisionStep,
  featuresOf: (input: GuestInput<G>) => readonly ProvisionStep[],
): boolean {
  const seen = new Set<number>();
  let id = sourceOf(input.guest);
  while (id !== undefined && !seen.has(id)) {
    seen.add(id);
    const guest = input.guests.get(id);
    if (!guest) return false;
    const same = ({ record, hash }: ProvisionStep) => record === step.record && hash === step.hash;
    if (featuresOf({ ...input, guest }).some(same)) return true;
    id = sourceOf(guest);
  }
  return false;
}

/** True when the step is, or is expected to be, run. */
export function willRun({ state }: JudgedStep): boolean {
  return state === 'todo' || state === 'expected-todo';
}

/** The operations of a judged step; none when it is certainly done. */
export function stepOperations(
  { guest }: Pick<GuestInput, 'guest'>,
  { step, state }: JudgedStep,
): Operation[] {
  if (state === 'done') return [];
  return guarded(guest, step, state === 'expected-done' ? 'done' : 'run');
}
