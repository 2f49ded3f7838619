import type { Operation } from '@phoenix/shared-runtime';
import type { Observed } from '../observe/observed.ts';
import { featureHash, featureRecord, guarded } from './provision.ts';
import type { PlanInput, ProvisionStep } from './types.ts';

/** A step with what is known of it before it is its turn. */
export interface JudgedStep {
  readonly step: ProvisionStep;
  /** `done` and `todo` are certain; the other two are decided by the guest. */
  readonly state: 'done' | 'todo' | 'expected-done' | 'expected-todo';
}

/** Judges a step by the guest's own memory, or by what its clone source is declared to hold. */
export function judge(
  input: PlanInput,
  observed: Observed | undefined,
  isNew: boolean,
  step: ProvisionStep,
): JudgedStep {
  if (isNew) {
    if (input.guest.clone_from_ctid === undefined) return { step, state: 'expected-todo' };
    return { step, state: inherited(input, step) ? 'expected-done' : 'expected-todo' };
  }
  if (observed?.memory === undefined) return { step, state: 'expected-todo' };
  return { step, state: observed.memory.get(step.record) === step.hash ? 'done' : 'todo' };
}

/** True when some container in the chain of clone sources is declared to have done the same. */
function inherited(input: PlanInput, step: ProvisionStep): boolean {
  const seen = new Set<number>();
  let id = input.guest.clone_from_ctid;
  while (id !== undefined && !seen.has(id)) {
    seen.add(id);
    const guest = input.declared.lxc.get(id);
    if (!guest) return false;
    const source = { ...input, guest };
    const same = guest.features.some(
      (name) => featureRecord(name) === step.record && featureHash(source, name) === step.hash,
    );
    if (same) return true;
    id = guest.clone_from_ctid;
  }
  return false;
}

/** True when the step is, or is expected to be, run. */
export function willRun({ state }: JudgedStep): boolean {
  return state === 'todo' || state === 'expected-todo';
}

/** The operations of a judged step; none when it is certainly done. */
export function stepOperations(input: PlanInput, { step, state }: JudgedStep): Operation[] {
  if (state === 'done') return [];
  return guarded(input.guest, step, state === 'expected-done' ? 'done' : 'run');
}
