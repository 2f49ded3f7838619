import {
  EXIT,
  type GuestOutcome,
  PhoenixError,
  refuseUnexpected,
  stopExit,
  waitForCommand,
} from '@phoenix/shared-runtime';
import { type ErrorObject, errorObject, type VerbContext } from '@phoenix/shared-runtime/frame';
import { applyStep } from './apply-step.ts';
import { type StepPlan, stateOf } from './host-plan.ts';
import { planHost, type Survey } from './plan-host.ts';
import { refuseProblems } from './refuse-problems.ts';
import type { Declaration, SetupStep } from './step.ts';

/** How one step came out, as `--json` shows it. */
export interface StepResult {
  readonly step: string;
  readonly title: string;
  readonly outcome: GuestOutcome;
  /** Operations that were to be carried out. */
  readonly operations: number;
  readonly seconds: number;
  readonly notes: readonly string[];
  /** Why the host has to be restarted before the step is complete. */
  readonly restart?: string;
  readonly error?: ErrorObject;
}

/** What a run of setup came to, and the exit status that it deserves. */
export interface SetupResult {
  readonly results: readonly StepResult[];
  readonly exit: number;
}

/** What setup needs of the run of a verb. */
export type SetupContext = Pick<
  VerbContext,
  'verb' | 'host' | 'stop' | 'emit' | 'journal' | 'execution' | 'withLock'
>;

/** Seconds that a command of an earlier run is waited for. */
const EARLIER = 3600;

/**
 * Brings the host to what is declared, under the lock of the setup. Nothing is changed while there
 * is a problem anywhere; after that a step that fails keeps back those that come after it, and no
 * others. `expect`, where it is given, names the only operations that there may be.
 */
export async function perform(
  survey: Survey,
  context: SetupContext,
  expect?: string,
): Promise<SetupResult> {
  return await context.withLock('setup', async () => {
    for (const { name } of survey.steps) await settle(name, context);
    const plans = await planHost(survey, context.host);
    refuseProblems(plans);
    const operations = plans.flatMap((plan) => plan.operations);
    refuseUnexpected('the host', operations, expect, context.host);
    announce(plans, context);
    return await performAll(plans, survey, context);
  });
}

async function performAll(
  plans: readonly StepPlan[],
  { declaration, steps }: Survey,
  context: SetupContext,
): Promise<SetupResult> {
  const results = new Map<string, StepResult>();
  let exit: number = EXIT.done;
  for (const plan of plans) {
    const step = steps.find(({ name }) => name === plan.step);
    if (step === undefined) throw new Error(`nobody knows the step ${plan.step}`);
    const because = obstacle(step, declaration, results);
    const result =
      because === undefined
        ? await performOne(plan, context, () => applyStep(plan, step, declaration, context))
        : skipped(plan, because);
    results.set(plan.step, result);
    tell(result, context);
    if (result.outcome === 'failed' && exit === EXIT.done) exit = EXIT.failed;
    if (context.stop.requested) break;
  }
  const left = plans.filter(({ step }) => !results.has(step));
  for (const plan of left) results.set(plan.step, skipped(plan, 'the run was stopped before it'));
  if (context.stop.requested) exit = stopExit(context.stop);
  return { results: [...results.values()], exit };
}

async function performOne(
  plan: StepPlan,
  { host }: SetupContext,
  work: () => Promise<void>,
): Promise<StepResult> {
  const { step, title, notes, restart, operations } = plan;
  const begun = host.now();
  const base = { step, title, notes, operations: operations.length };
  const since = () => (host.now() - begun) / 1000;
  const later = restart === undefined ? {} : { restart };
  if (operations.length === 0) return { ...base, outcome: 'unchanged', seconds: 0, ...later };
  try {
    await work();
    return { ...base, outcome: 'changed', seconds: since(), ...later };
  } catch (error) {
    if (!(error instanceof PhoenixError)) throw error;
    return { ...base, outcome: 'failed', seconds: since(), error: errorObject(error) };
  }
}

function skipped({ step, title, notes, operations }: StepPlan, because: string): StepResult {
  const error = { message: because };
  const base = { step, title, notes, operations: operations.length };
  return { ...base, outcome: 'skipped', seconds: 0, error };
}

/** Why a step cannot have its turn; undefined when it can. */
function obstacle(
  step: SetupStep,
  declaration: Declaration,
  results: ReadonlyMap<string, StepResult>,
): string | undefined {
  const hasPackages = step.packages(declaration).length > 0;
  const needs = hasPackages ? ['packages', ...step.after] : step.after;
  for (const name of needs) {
    const before = name === step.name ? undefined : results.get(name);
    if (before === undefined) continue;
    if (before.outcome === 'failed' || before.outcome === 'skipped') return `because of ${name}`;
    if (before.restart !== undefined)
      return `until the host was restarted, which ${name} needs: ${before.restart}`;
  }
  return undefined;
}

/** What an earlier run left at work is let come to its end before anybody looks at the host. */
async function settle(step: string, { host, stop, emit }: SetupContext): Promise<void> {
  const ended = await waitForCommand(host, step, {
    deadline: EARLIER,
    stop,
    onWait: ({ pid, argv }, elapsed) =>
      emit({
        type: 'wait',
        guest: step,
        waitsFor: `${argv.slice(0, 3).join(' ')} of an earlier run (pid ${pid})`,
        elapsed: Math.round(elapsed),
        deadline: EARLIER,
      }),
  });
  if (ended) return;
  throw new PhoenixError(
    `cannot set up the host: a command of an earlier run is still at ${step}`,
    {
      hint: 'see what it does (ps -ef --forest), end it if need be, then type the command again',
      exit: EXIT.busy,
    },
  );
}

/** Tells the journal and whoever watches what is about to be done. */
function announce(plans: readonly StepPlan[], { journal, emit, verb }: SetupContext): void {
  journal.record({
    type: 'run-guests',
    guests: plans.map(({ step, title }) => ({ id: step, kind: 'host', name: title, verb })),
  });
  for (const plan of plans) {
    const { step, title, notes, operations } = plan;
    emit({
      type: 'plan',
      plan: {
        id: step,
        name: title,
        action: stateOf(plan) === 'differs' ? 'change' : 'none',
        operations: operations.map(({ id, cause }) => ({ id, cause })),
        notes,
      },
    });
  }
}

function tell(
  { step, outcome, seconds, error, notes, restart }: StepResult,
  { emit }: SetupContext,
) {
  for (const text of notes) emit({ type: 'note', guest: step, text });
  if (restart !== undefined && outcome !== 'skipped')
    emit({ type: 'note', guest: step, text: `needs a restart of the host: ${restart}` });
  emit({ type: 'guest-result', guest: step, outcome, seconds, ...(error && { error }) });
}
