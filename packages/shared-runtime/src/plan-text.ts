import { type GuestPlan, type PlanAction, summarize } from './guest-plan.ts';
import { printable, quoteArgv } from './quote.ts';
import { type ShownOperation, shownOperation } from './shown-operation.ts';

/** A plan as it is shown, also one that came as JSON from a manager. */
export interface ShownPlan
  extends Omit<GuestPlan, 'operations' | 'undo' | 'completes' | 'keepsStart'> {
  readonly operations: readonly ShownOperation[];
  /** What is done when one of them fails. */
  readonly undo?: readonly ShownOperation[];
  /** Nobody could plan this guest; its notes say why, and it counts as nothing. */
  readonly unplanned?: true;
}

/** The parts of a plan that a terminal may colour. */
export type PlanStyle = (
  kind: PlanAction | 'destroy' | 'note' | 'problem' | 'command',
  text: string,
) => string;

const HEADS: Record<PlanAction | 'destroy', string> = {
  create: '+ create',
  change: '~ change',
  destroy: '- destroy',
  none: '= no change',
};

/** Plans for a person: what would happen to each guest and why, and a last line that counts. */
export function renderPlans(plans: readonly ShownPlan[], style: PlanStyle = (_, text) => text) {
  return `${[...plans.flatMap((plan) => planLines(plan, style)), summaryLine(plans)].join('\n')}\n`;
}

/**
 * Plans as one object for programs; holds nothing that must stay secret. With the key of the machine
 * operations have fingerprints.
 */
export function plansToJson(
  plans: readonly GuestPlan[],
  key?: string,
): {
  guests: ShownPlan[];
  summary: PlanSummary;
} {
  const guests = plans.map(({ completes: _, keepsStart: __, operations, undo, ...plan }) => ({
    ...plan,
    operations: operations.map((operation) => shownOperation(operation, key)),
    ...(undo && { undo: undo.operations.map((operation) => shownOperation(operation, key)) }),
  }));
  return { guests, summary: summarizeShown(guests) };
}

/** How many guests come out in which way, and how many of them have problems, where any has. */
export interface PlanSummary extends Record<PlanAction, number> {
  readonly problems?: number;
}

/** The totals by what is planned; those that nobody could plan are left out. */
export function summarizeShown(plans: readonly ShownPlan[]): PlanSummary {
  const summary = summarize(plans.filter(({ unplanned }) => unplanned !== true));
  const problems = impossible(plans).size;
  return problems === 0 ? summary : { ...summary, problems };
}

function impossible(plans: readonly ShownPlan[]): Set<number> {
  return new Set(plans.filter(({ problems }) => problems.length > 0).map(({ id }) => id));
}

function planLines(plan: ShownPlan, style: PlanStyle): string[] {
  return [
    headLine(plan, style),
    ...plan.operations.flatMap((operation) => operationLines(operation, style)),
    ...(plan.undo === undefined ? [] : ['  should one of these fail:']),
    ...(plan.undo ?? []).flatMap((operation) => operationLines(operation, style)),
    ...plan.notes.map((note) => style('note', `  ! ${printable(note)}`)),
    ...plan.problems.flatMap(({ message, hint }) => [
      style('problem', `  ✖ ${printable(message)}`),
      ...(hint === undefined ? [] : [`    hint: ${printable(hint)}`]),
    ]),
  ];
}

function headLine(
  { id, name, action, destroys, unplanned, problems }: ShownPlan,
  style: PlanStyle,
) {
  const guest = `${id} ${printable(name)}`;
  if (unplanned) return style('none', `? ${guest}`);
  if (action === 'none' && problems.length > 0) return style('problem', `✖ impossible ${guest}`);
  const kind = destroys ? 'destroy' : action;
  return style(kind, `${HEADS[kind]} ${guest}`);
}

/** One operation of a plan: its cause, and what is run or written. */
export function operationLines(operation: ShownOperation, style: PlanStyle): string[] {
  const { id, cause, guard } = operation;
  const expected = guard?.predicted === 'done' ? ', as is expected' : '';
  const unless = guard === undefined ? '' : ` (unless done in the guest${expected})`;
  return [
    `    ${printable(id)}: ${printable(cause)}${unless}`,
    ...targetLines(operation).map((line) => style('command', `        ${line}`)),
  ];
}

/** What is run or written, in the words of somebody who does it by hand. */
function targetLines(operation: ShownOperation): string[] {
  const { run, inputLines, write = '', content, block, edit, directory } = operation;
  if (run !== undefined) {
    const command = quoteArgv(run);
    if (inputLines === undefined) return [command];
    const lines = inputLines === 1 ? '1 line' : `${inputLines} lines`;
    return [`${command}  (script on standard input, ${lines})`];
  }
  const path = printable(write);
  if (directory !== undefined) {
    const owner = directory.owner === undefined ? '' : `owner ${directory.owner}, `;
    return [`mkdir ${path} (${owner}mode ${directory.mode})`];
  }
  if (edit !== undefined) {
    const removed = edit.remove.map((line) => `- ${printable(line)}`);
    return [`edit ${path}`, ...removed, ...edit.add.map((line) => `+ ${printable(line)}`)];
  }
  const { lines, count } = content ?? { lines: [], count: 0 };
  const more = count - lines.length;
  return [
    block === undefined ? `write ${path}` : `in ${path} the block ${printable(block)}`,
    ...lines.map((line) => `| ${printable(line)}`.trimEnd()),
    ...(more > 0 ? [`(and ${more} more ${more === 1 ? 'line' : 'lines'})`] : []),
  ];
}

/** What stands in somebody's way will not happen, so it counts as that alone. */
function summaryLine(plans: readonly ShownPlan[]): string {
  const stuck = impossible(plans);
  const possible = plans.filter(({ id }) => !stuck.has(id));
  const { create, change, none } = summarizeShown(possible);
  const destroy = possible.filter(({ destroys }) => destroys === true).length;
  const destroyed = destroy === 0 ? '' : `${destroy} to destroy, `;
  const end = stuck.size === 0 ? '' : `, ${stuck.size} impossible`;
  return `Plan: ${create} to create, ${change - destroy} to change, ${destroyed}${none} unchanged${end}`;
}
