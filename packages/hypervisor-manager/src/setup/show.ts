import {
  countStates,
  EXIT,
  formatDuration,
  printable,
  renderSteps,
  table,
} from '@phoenix/shared-runtime';
import { type Output, planStyle, printError } from '@phoenix/shared-runtime/frame';
import { type StepPlan, shownStep, stateOf } from './host-plan.ts';
import type { SetupResult, StepResult } from './perform.ts';

interface Shape {
  readonly json: boolean;
  readonly detailedExitcode: boolean;
}

/** Prints plans, with fingerprints where there is a key for them; answers 0, 2 for pending changes where asked for, or what a problem says. */
export function showHostPlan(
  plans: readonly StepPlan[],
  flags: Shape,
  out: Output,
  key?: string,
): number {
  const steps = plans.map((plan) => shownStep(plan, key));
  if (flags.json) out.result(`${JSON.stringify({ steps, summary: countStates(steps) })}\n`);
  else out.result(renderSteps(steps, planStyle(out.paint)));
  const problem = plans.flatMap(({ problems }) => problems)[0];
  if (problem !== undefined) return problem.exit ?? EXIT.configInvalid;
  const pending = plans.some((plan) => stateOf(plan) !== 'as declared');
  return flags.detailedExitcode && pending ? EXIT.changesPending : EXIT.done;
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
