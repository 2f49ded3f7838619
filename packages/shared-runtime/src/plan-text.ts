import { type GuestPlan, type PlanAction, summarize } from './guest-plan.ts';
import type { Guard, Operation } from './operation.ts';
import { printable, quoteArgv } from './quote.ts';

/** An operation as plans show it: neither its input nor the content of what it writes. */
export interface ShownOperation {
  readonly id: string;
  readonly cause: string;
  readonly run?: readonly string[];
  readonly write?: string;
  readonly guard?: Guard;
}

/** A plan as it is shown, also one that came as JSON from a manager. */
export interface ShownPlan extends Omit<GuestPlan, 'operations'> {
  readonly operations: readonly ShownOperation[];
}

/** The parts of a plan that a terminal may colour. */
export type PlanStyle = (kind: PlanAction | 'note' | 'problem' | 'command', text: string) => string;

const HEADS: Record<PlanAction, string> = {
  create: '+ create',
  change: '~ change',
  none: '= no change',
};

/** Plans for a person: what would happen to each guest and why, and a last line that counts. */
export function renderPlans(plans: readonly ShownPlan[], style: PlanStyle = (_, text) => text) {
  return `${[...plans.flatMap((plan) => planLines(plan, style)), summaryLine(plans)].join('\n')}\n`;
}

/** Plans as one object for programs; holds nothing that must stay secret. */
export function plansToJson(plans: readonly GuestPlan[]): {
  guests: ShownPlan[];
  summary: Record<PlanAction, number>;
} {
  const guests = plans.map((plan) => ({ ...plan, operations: plan.operations.map(shown) }));
  return { guests, summary: summarize(plans) };
}

/** What may be shown of an operation. */
function shown(operation: Operation): ShownOperation {
  const { id, cause, guard } = operation;
  const what = 'run' in operation ? { run: operation.run } : { write: operation.write };
  return { id, cause, ...what, ...(guard !== undefined && { guard }) };
}

function planLines(plan: ShownPlan, style: PlanStyle): string[] {
  const { action, id, name } = plan;
  return [
    style(action, `${HEADS[action]} ${id} ${printable(name)}`),
    ...plan.operations.flatMap((operation) => operationLines(operation, style)),
    ...plan.notes.map((note) => style('note', `  ! ${printable(note)}`)),
    ...plan.problems.flatMap(({ message, hint }) => [
      style('problem', `  ✖ ${printable(message)}`),
      ...(hint === undefined ? [] : [`    hint: ${printable(hint)}`]),
    ]),
  ];
}

function operationLines(operation: ShownOperation, style: PlanStyle): string[] {
  const { id, cause, run, write, guard } = operation;
  const expected = guard?.predicted === 'done' ? ', as is expected' : '';
  const unless = guard === undefined ? '' : ` (unless done in the guest${expected})`;
  const what = run === undefined ? `write ${printable(write ?? '')}` : quoteArgv(run);
  return [`    ${id}: ${printable(cause)}${unless}`, style('command', `        ${what}`)];
}

function summaryLine(plans: readonly ShownPlan[]): string {
  const { create, change, none } = summarize(plans);
  return `Plan: ${create} to create, ${change} to change, ${none} unchanged`;
}
