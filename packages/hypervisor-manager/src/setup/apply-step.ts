import { execute, Interrupted, PhoenixError, takeBack } from '@phoenix/shared-runtime';
import type { VerbContext } from '@phoenix/shared-runtime/frame';
import type { StepPlan } from './host-plan.ts';
import type { Declaration, SetupStep } from './step.ts';

/**
 * Carries out the plan of a step, then looks again: what it was for has to be so. Where the plan
 * says how, a step that an operation failed in goes back to the state before it.
 */
export async function applyStep(
  plan: StepPlan,
  step: SetupStep,
  declaration: Declaration,
  context: Pick<VerbContext, 'host' | 'execution'>,
): Promise<void> {
  await carryOut(plan, context);
  const { operations } = await step.draft(declaration, context.host);
  const [left] = operations;
  if (left === undefined) return;
  throw new PhoenixError(
    `everything that ${plan.step} had to do went well, but the host is not as declared: ${left.cause}`,
    { hint: `phoenix setup --only ${plan.step} --dry-run shows what is left` },
  );
}

async function carryOut(
  { step, operations, undo }: StepPlan,
  context: Pick<VerbContext, 'host' | 'execution'>,
): Promise<void> {
  const execution = context.execution(step);
  let leadsBack = false;
  for (const operation of operations) {
    try {
      await execute([operation], execution);
    } catch (error) {
      if (undo === undefined || !leadsBack || !(error instanceof PhoenixError)) throw error;
      const failure = error instanceof Interrupted ? withoutHint(error) : error;
      throw await takeBack(undo, failure, execution, {
        what: step,
        forward: `phoenix setup --only ${step} tries it again`,
        carryOut: (one, unhurried) => execute([one], unhurried),
      });
    }
    if (operation.id === undo?.after) leadsBack = true;
    if (operation.id === undo?.before) leadsBack = false;
  }
}

/** What is taken back does not go on from there. */
function withoutHint({ message, exit }: Interrupted): PhoenixError {
  return new PhoenixError(message, { exit });
}
