import type { Operation, PlanProblem, ShownStep, StepState, Undo } from '@phoenix/shared-runtime';
import { shownOperation } from '@phoenix/shared-runtime';
import type { SetupStep, StepDraft, WipeableDisk } from './step.ts';

/** The plan of one step. */
export interface StepPlan {
  readonly step: string;
  readonly title: string;
  readonly operations: readonly Operation[];
  readonly notes: readonly string[];
  readonly problems: readonly PlanProblem[];
  readonly restart?: string;
  readonly undo?: Undo;
  readonly wipes?: readonly WipeableDisk[];
}

/** The plan that a draft is of its step. */
export function stepPlan({ name, title }: SetupStep, draft: StepDraft): StepPlan {
  const { notes = [], problems = [], ...rest } = draft;
  return { step: name, title, notes, problems, ...rest };
}

/** One word for how a step stands. */
export function stateOf({
  operations,
  problems,
  restart,
}: Pick<StepPlan, 'operations' | 'problems' | 'restart'>): StepState {
  if (problems.length > 0) return 'impossible';
  if (operations.length > 0) return 'differs';
  return restart === undefined ? 'as declared' : 'needs a restart';
}

/** What may be shown of a plan; with the key of the machine also fingerprints of operations. */
export function shownStep(plan: StepPlan, key?: string): ShownStep & Pick<StepPlan, 'wipes'> {
  const { operations, undo, ...rest } = plan;
  return {
    ...rest,
    state: stateOf(plan),
    operations: operations.map((operation) => shownOperation(operation, key)),
    ...(undo && { undo: undo.operations.map((operation) => shownOperation(operation, key)) }),
  };
}
