import { type GuestPlan, type Operation, quoteArgv, summarize } from '@phoenix/shared-runtime';

const SYMBOLS = { create: '+ create', change: '~ change', none: '= no change' } as const;

export function planText(plans: readonly GuestPlan[]): string {
  const { create, change, none } = summarize(plans);
  const lines = plans.flatMap((plan) => [
    `${SYMBOLS[plan.action]} ${plan.id} ${plan.name}`,
    ...plan.operations.flatMap(operationLines),
    ...plan.notes.map((note) => `    ! ${note}`),
    ...plan.problems.flatMap(({ message, hint }) => [
      `    ✖ ${message}`,
      ...(hint === undefined ? [] : [`      hint: ${hint}`]),
    ]),
  ]);
  return `${lines.join('\n')}\nPlan: ${create} to create, ${change} to change, ${none} unchanged\n`;
}

function operationLines(operation: Operation): string[] {
  const what = 'run' in operation ? quoteArgv(operation.run) : `write ${operation.write}`;
  return [`    ${operation.id}: ${operation.cause}`, `        ${what}`];
}
