import type { ExitCode } from './exit-codes.ts';
import type { Operation } from './operation.ts';

/** What a plan does to its guest, in one word. */
export type PlanAction = 'create' | 'change' | 'none';

/** Something that stands in the way: nothing is changed anywhere while a plan has one. */
export interface PlanProblem {
  readonly message: string;
  readonly hint?: string;
  /** Exit status of a run that it stops; 65 (the configuration is invalid) when absent. */
  readonly exit?: ExitCode;
  /** The guest of the same plan that cannot be made either: what is said of that one explains this. */
  readonly because?: number;
}

/** How a guest comes back to the state before its plan. */
export interface Undo {
  /** Ids of two operations of the plan: what fails after the first and before the second is undone. */
  readonly after: string;
  readonly before: string;
  readonly operations: readonly Operation[];
}

/** The plan of one guest: what a manager answers to `plan` and to `--dry-run` of every verb. */
export interface GuestPlan {
  readonly id: number;
  readonly kind: 'lxc' | 'vm';
  readonly name: string;
  readonly action: PlanAction;
  /** The change ends the guest with its volumes. */
  readonly destroys?: true;
  /** There is no such guest, and nothing has to be done about that. */
  readonly absent?: true;
  /** An earlier run began to make the guest; this goes on with that. */
  readonly resumes?: true;
  /** It leaves nothing of an unfinished creation undone. */
  readonly completes?: true;
  /** It tells nothing of whether a guest that was started is up. */
  readonly keepsStart?: true;
  readonly operations: readonly Operation[];
  /** What is done instead of the rest when an operation fails; absent: nothing. */
  readonly undo?: Undo;
  /** What a person should know although nothing is done about it: a restart that is due. */
  readonly notes: readonly string[];
  readonly problems: readonly PlanProblem[];
}

/** One guest as `status --json` shows it. */
export interface GuestStatus {
  readonly id: number;
  readonly kind: 'lxc' | 'vm';
  readonly name: string;
  readonly exists: boolean;
  readonly running: boolean;
  readonly template: boolean;
  readonly drift: boolean;
  /** Null: only the guest knows, and it does not run or does not answer. */
  readonly provisioned: boolean | null;
  /** With --all: whether it is declared at all. */
  readonly declared?: boolean;
}

/**
 * How many guests of a list of plans are created, changed, left alone. A guest that has two plans
 * (the stop and the start of a restart) counts once, by the one that does something.
 */
export function summarize(
  plans: readonly Pick<GuestPlan, 'id' | 'action'>[],
): Record<PlanAction, number> {
  const actions = new Map<number, PlanAction>();
  for (const { id, action } of plans) {
    if (action !== 'none' || !actions.has(id)) actions.set(id, action);
  }
  const summary: Record<PlanAction, number> = { create: 0, change: 0, none: 0 };
  for (const action of actions.values()) summary[action] += 1;
  return summary;
}
