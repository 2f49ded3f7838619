import type { Operation, PlanProblem, ShownOperation, Undo } from '@phoenix/shared-runtime';
import { shownOperation } from '@phoenix/shared-runtime';
import type { SetupStep, StepDraft, WipeableDisk } from './step.ts';

/** How a step of the host compares with its declaration. */
export type StepState = 'as declared' | 'differs' | 'impossible' | 'needs a restart';

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

/** A plan as `--json` shows it; holds nothing that must stay secret. */
export interface ShownStep extends Omit<StepPlan, 'operations' | 'undo'> {
  readonly state: StepState;
  readonly operations: readonly ShownOperation[];
  /** What is done when one of them fails. */
  readonly undo?: readonly ShownOperation[];
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

/** What may be shown of a plan. */
export function shownStep(plan: StepPlan): ShownStep {
  const { operations, undo, ...rest } = plan;
  return {
    ...rest,
    state: stateOf(plan),
    operations: operations.map(shownOperation),
    ...(undo && { undo: undo.operations.map(shownOperation) }),
  };
}
