import type { GuestKind } from '@phoenix/shared-config';
import type { ShownPlan, ShownStep } from '@phoenix/shared-runtime';

/**
 * How something stands to its declaration. `impossible`: it differs, and cannot be made so as it is
 * declared; `unknown`: nobody could tell.
 */
export type Standing = 'as declared' | 'differs' | 'missing' | 'impossible' | 'unknown';

/** A guest, or a step of the host's setup, and how it stands to its declaration. */
export interface Drift {
  /** The id of a guest, the name of a step. */
  readonly subject: number | string;
  readonly kind: GuestKind | 'host';
  /** Name of the guest, title of the step. */
  readonly name: string;
  readonly standing: Standing;
  /** What differs, or why it cannot be told; in the words of the plan. */
  readonly causes: readonly string[];
}

/** The drift that the plan of a guest shows. */
export function driftOfGuest(plan: ShownPlan): Drift {
  const { id: subject, kind, name, action, operations, problems, notes, unplanned } = plan;
  const same = { subject, kind, name };
  if (unplanned) return { ...same, standing: 'unknown', causes: notes };
  if (problems.length > 0)
    return { ...same, standing: 'impossible', causes: problems.map(({ message }) => message) };
  if (action === 'none') return { ...same, standing: 'as declared', causes: [] };
  if (action === 'create') return { ...same, standing: 'missing', causes: [] };
  return { ...same, standing: 'differs', causes: unique(operations.map(({ cause }) => cause)) };
}

/** The drift that the plan of a setup step shows. */
export function driftOfStep({ step, title, state, operations, problems }: ShownStep): Drift {
  const same = { subject: step, kind: 'host', name: title } as const;
  if (problems.length > 0)
    return { ...same, standing: 'impossible', causes: problems.map(({ message }) => message) };
  if (state === 'as declared') return { ...same, standing: 'as declared', causes: [] };
  return { ...same, standing: 'differs', causes: unique(operations.map(({ cause }) => cause)) };
}

/** Whether something is not as it is declared; what nobody could tell is none. */
export function isDrift({ standing }: Drift): boolean {
  return standing !== 'as declared' && standing !== 'unknown';
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
