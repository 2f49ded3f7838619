import type { PlanProblem } from './guest-plan.ts';
import { operationLines, type PlanStyle } from './plan-text.ts';
import { printable } from './quote.ts';
import type { ShownOperation } from './shown-operation.ts';

/** How a step of the host compares with its declaration. */
export type StepState = 'as declared' | 'differs' | 'impossible' | 'needs a restart';

/** The plan of a step of the host as `--json` shows it; holds nothing that must stay secret. */
export interface ShownStep {
  readonly step: string;
  readonly title: string;
  readonly state: StepState;
  readonly operations: readonly ShownOperation[];
  /** What is done when one of them fails. */
  readonly undo?: readonly ShownOperation[];
  readonly notes: readonly string[];
  readonly problems: readonly PlanProblem[];
  /** Why the host has to be restarted before the step is complete. */
  readonly restart?: string;
}

const SYMBOLS: Readonly<Record<StepState, string>> = {
  'as declared': '=',
  differs: '~',
  impossible: '✖',
  'needs a restart': '!',
};

/** Plans of steps for a person, and a last line that counts. */
export function renderSteps(
  steps: readonly ShownStep[],
  style: PlanStyle = (_, text) => text,
): string {
  const lines = steps.flatMap((step) => [headLine(step, style), ...bodyLines(step, style)]);
  const states = countStates(steps);
  const counts = [
    `${states.differs} to change`,
    `${states['as declared']} as declared`,
    ...(states['needs a restart'] === 0 ? [] : [`${states['needs a restart']} to restart for`]),
    ...(states.impossible === 0 ? [] : [`${states.impossible} impossible`]),
  ];
  const what = steps.length === 0 ? 'nothing is declared for the host' : counts.join(', ');
  return `${[...lines, `Plan of the host: ${what}`].join('\n')}\n`;
}

/** How many steps stand in which way. */
export function countStates(steps: readonly Pick<ShownStep, 'state'>[]): Record<StepState, number> {
  const counts: Record<StepState, number> = {
    'as declared': 0,
    differs: 0,
    impossible: 0,
    'needs a restart': 0,
  };
  for (const { state } of steps) counts[state] += 1;
  return counts;
}

function headLine({ step, title, state }: ShownStep, style: PlanStyle): string {
  const kind = {
    'as declared': 'none',
    differs: 'change',
    impossible: 'problem',
    'needs a restart': 'note',
  } as const;
  const word = state === 'differs' ? '' : `: ${state}`;
  return style(kind[state], `${SYMBOLS[state]} ${step} (${printable(title)})${word}`);
}

function bodyLines({ operations, undo, notes, problems, restart }: ShownStep, style: PlanStyle) {
  return [
    ...operations.flatMap((operation) => operationLines(operation, style)),
    ...(undo === undefined ? [] : ['  should one of these fail:']),
    ...(undo ?? []).flatMap((operation) => operationLines(operation, style)),
    ...notes.map((note) => style('note', `  ! ${printable(note)}`)),
    ...(restart === undefined
      ? []
      : [style('note', `  ! the host has to be restarted: ${printable(restart)}`)]),
    ...problems.flatMap(({ message, hint }) => [
      style('problem', `  ✖ ${printable(message)}`),
      ...(hint === undefined ? [] : [`    hint: ${printable(hint)}`]),
    ]),
  ];
}
