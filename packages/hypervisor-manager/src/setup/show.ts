import {
  EXIT,
  formatDuration,
  operationLines,
  type PlanStyle,
  printable,
  table,
} from '@phoenix/shared-runtime';
import { type Output, planStyle, printError } from '@phoenix/shared-runtime/frame';
import { type ShownStep, type StepPlan, type StepState, shownStep, stateOf } from './host-plan.ts';
import type { SetupResult, StepResult } from './perform.ts';

interface Shape {
  readonly json: boolean;
  readonly detailedExitcode: boolean;
}

const SYMBOLS: Readonly<Record<StepState, string>> = {
  'as declared': '=',
  differs: '~',
  impossible: '✖',
  'needs a restart': '!',
};

/** Prints plans; answers 0, 2 for pending changes where asked for, or what a problem says. */
export function showHostPlan(plans: readonly StepPlan[], flags: Shape, out: Output): number {
  const steps = plans.map(shownStep);
  if (flags.json) out.result(`${JSON.stringify({ steps, summary: countStates(steps) })}\n`);
  else out.result(hostPlanText(steps, planStyle(out.paint)));
  const problem = plans.flatMap(({ problems }) => problems)[0];
  if (problem !== undefined) return problem.exit ?? EXIT.configInvalid;
  const pending = plans.some((plan) => stateOf(plan) !== 'as declared');
  return flags.detailedExitcode && pending ? EXIT.changesPending : EXIT.done;
}

/** Plans of steps for a person. */
function hostPlanText(steps: readonly ShownStep[], style: PlanStyle): string {
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

function countStates(steps: readonly Pick<ShownStep, 'state'>[]): Record<StepState, number> {
  const counts: Record<StepState, number> = {
    'as declared': 0,
    differs: 0,
    impossible: 0,
    'needs a restart': 0,
  };
  for (const { state } of steps) counts[state] += 1;
  return counts;
}

/** Prints how the steps stand. */
export function showHostStatus(plans: readonly StepPlan[], { json }: Shape, out: Output): void {
  const steps = plans.map((plan) => ({ plan, state: stateOf(plan) }));
  if (json) {
    const shown = steps.map(({ plan: { step, title, notes, problems, restart }, state }) => ({
      step,
      title,
      state,
      notes,
      problems,
      ...(restart !== undefined && { restart }),
    }));
    out.result(`${JSON.stringify({ steps: shown })}\n`);
    return;
  }
  const rows = steps.map(({ plan, state }) => [plan.step, state, detailOf(plan)]);
  out.result(table([['STEP', 'STATE', 'WHAT'], ...rows]));
}

function detailOf({ operations, problems, restart, title }: StepPlan): string {
  const [problem] = problems;
  if (problem !== undefined) return printable(problem.message);
  const [operation, ...more] = operations;
  if (operation !== undefined)
    return `${printable(operation.cause)}${more.length === 0 ? '' : `, and ${more.length} more`}`;
  return printable(restart ?? title);
}

/** Prints how a run came out; failures with their hints go to the talk. */
export function showResults({ results }: SetupResult, { json }: Shape, out: Output): void {
  if (json) {
    out.result(`${JSON.stringify({ steps: results, summary: summaryOf(results) })}\n`);
    return;
  }
  const rows = results.map((result) => [result.step, result.outcome, whatOf(result)]);
  out.result(
    rows.length === 0
      ? 'nothing is declared for the host\n'
      : table([['STEP', 'RESULT', 'WHAT'], ...rows]),
  );
  for (const { outcome, error } of results)
    if (outcome === 'failed' && error !== undefined) printError(error, out);
  if (results.some(({ restart, outcome }) => restart !== undefined && outcome !== 'skipped'))
    out.result('next: restart the host, then phoenix setup goes on\n');
  else if (results.some(({ outcome }) => outcome === 'failed'))
    out.result('next: mend that, then phoenix setup does what is left\n');
}

function whatOf({ outcome, operations, seconds, error, restart, title }: StepResult): string {
  if (error !== undefined) return printable(error.message.split('\n', 1)[0] ?? '');
  const waits = restart === undefined ? '' : `needs a restart of the host: ${printable(restart)}`;
  if (outcome === 'unchanged') return waits || printable(title);
  const did = `${operations} ${operations === 1 ? 'operation' : 'operations'} in ${formatDuration(seconds)}`;
  return waits === '' ? did : `${did}; ${waits}`;
}

function summaryOf(results: readonly StepResult[]): Record<string, number> {
  const counts: Record<string, number> = { changed: 0, unchanged: 0, failed: 0, skipped: 0 };
  for (const { outcome } of results) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
