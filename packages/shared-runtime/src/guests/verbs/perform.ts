import { applyPlan } from '../../act/apply-plan.ts';
import { PhoenixError } from '../../errors.ts';
import type { GuestOutcome, GuestPlanSummary } from '../../events.ts';
import { EXIT } from '../../exit-codes.ts';
import { refuseUnexpected } from '../../expected/refuse-unexpected.ts';
import type { VerbContext } from '../../frame/context.ts';
import type { GuestPlan } from '../../guest-plan.ts';
import { requireProxmox } from '../../host/require-proxmox.ts';
import { readAllocating } from '../../journal/allocating.ts';
import { readMaking } from '../../journal/making.ts';
import { markedGuests } from '../../journal/marks.ts';
import { readSnapshotting } from '../../journal/snapshotting.ts';
import type { Guard } from '../../operation.ts';
import { parseConf } from '../../pve/conf.ts';
import type { Guest } from '../guest.ts';
import { observe } from '../observe/observe.ts';
import type { World } from '../observed.ts';
import { comesOf } from '../plan/earlier.ts';
import { foresee } from '../plan/foresee.ts';
import type { Planners } from '../plan/planners.ts';
import type { Earlier } from '../plan/types.ts';
import { inputsOf } from './inputs.ts';
import { settle } from './settle.ts';
import type { Planner, Twin } from './twin.ts';

/**
 * Carries out a verb on each guest under its lock, from an observation of its own; under --dry-run
 * plans all of them from one observation and shows that.
 */
export async function perform<G extends Guest>(
  twin: Twin<G>,
  context: VerbContext,
  planner: Planner<G>,
): Promise<number> {
  if (context.flags.dryRun) return context.showPlans(await plansOf(twin, context, planner));
  return context.eachGuest((id) =>
    context.withLock(id, () => performOn(id, twin, context, planner)),
  );
}

/** Plans of all guests of the command line, those made earlier in it being taken as made. */
export async function plansOf<G extends Guest>(
  twin: Twin<G>,
  context: VerbContext,
  planner: Planner<G>,
): Promise<GuestPlan[]> {
  requireProxmox(context.host, twin.sight.kind.tool);
  const seen = await observedBy(twin, context, context.ids);
  let { world } = seen;
  const earlier = new Map<number, Earlier>();
  return inputsOf(twin, context, world, context.ids).map((input) => {
    const plan = planner({ ...input, world, earlier }, seen.planners);
    world = foresee(world, plan);
    earlier.set(plan.id, comesOf(plan));
    return plan;
  });
}

/** What there is, and what makes plans of it, which is loaded while Proxmox takes its half second. */
export async function observedBy<G extends Guest>(
  twin: Twin<G>,
  { host, declared }: VerbContext,
  ids: readonly number[],
): Promise<{ world: World; planners: Planners<G> }> {
  const observed = observe(twin.sight, host, declared, ids);
  const [world, planners] = await Promise.all([observed, twin.planners()]);
  return { world, planners };
}

/**
 * Asks whether what a verb would take away may go, unless --yes or --dry-run is given; the question is
 * about those guests alone that the verb has something to do with.
 */
export async function agreed<G extends Guest>(
  twin: Twin<G>,
  context: VerbContext,
  planner: Planner<G>,
  question: (names: string) => string,
): Promise<void> {
  if (context.flags.dryRun || context.flags.yes) return;
  const plans = await plansOf(twin, context, planner);
  const meant = plans.filter(({ operations }) => operations.length > 0);
  if (meant.length === 0) return;
  await context.confirm(question(meant.map(({ id, name }) => `${id} (${name})`).join(', ')));
}

async function performOn<G extends Guest>(
  id: number,
  twin: Twin<G>,
  context: VerbContext,
  planner: Planner<G>,
): Promise<GuestOutcome> {
  requireProxmox(context.host, twin.sight.kind.tool);
  await settle(id, twin, context);
  const { world, planners } = await observedBy(twin, context, [id]);
  const [input] = inputsOf(twin, context, world, [id]);
  if (!input) throw new Error(`${id} is not declared`);
  const plan = planner(input, planners);
  refuseProblems(plan);
  refuseUnexpected(`${id}`, plan.operations, context.flags.own.expect, context.host);
  context.emit({ type: 'plan', plan: summaryOf(plan) });
  for (const text of plan.notes) context.emit({ type: 'note', guest: id, text });
  if (plan.operations.length > 0 || isMarked(context, plan))
    await applyPlan(
      plan,
      context.execution(
        id,
        askedOnce((guard) => isDone(guard, twin, context, world)),
      ),
    );
  return { create: 'created', change: 'changed', none: 'unchanged' }[plan.action] as GuestOutcome;
}

/**
 * Something begun by an earlier run is still marked: it ends with a plan that has nothing to do. Of a mark
 * that cannot be read it is told.
 */
function isMarked({ host, emit }: VerbContext, { kind, id }: GuestPlan): boolean {
  if (!markedGuests(host).has(`${kind}-${id}`)) return false;
  const warn = (text: string) => emit({ type: 'note', guest: id, text });
  readMaking(host, kind, id, warn);
  readSnapshotting(host, { kind, id }, warn);
  readAllocating(host, { kind, id }, warn);
  return true;
}

/** A step has several operations and one record: what the guest says of it holds for all of them. */
function askedOnce(ask: (guard: Guard) => Promise<boolean>): (guard: Guard) => Promise<boolean> {
  const answers = new Map<string, Promise<boolean>>();
  return (guard) => {
    const step = `${guard.record} ${guard.hash}`;
    const answer = answers.get(step) ?? ask(guard);
    answers.set(step, answer);
    return answer;
  };
}

async function isDone<G extends Guest>(
  { guest: id, record, hash }: Guard,
  { sight }: Twin<G>,
  { host, declared }: VerbContext,
  world: World,
): Promise<boolean> {
  const guest = sight.guests(declared).get(id);
  if (guest === undefined) return false;
  const conf = parseConf(host.read(sight.kind.conf(id)) ?? '');
  const memory = await sight.readMemory(host, world.facts, guest, conf, true);
  return memory?.get(record) === hash;
}

function refuseProblems(plan: GuestPlan): void {
  const [first, ...others] = plan.problems;
  if (!first) return;
  throw new PhoenixError([first, ...others].map(({ message }) => message).join('\n'), {
    hint: first.hint,
    exit: first.exit ?? EXIT.failed,
  });
}

function summaryOf({ id, name, action, operations, notes }: GuestPlan): GuestPlanSummary {
  return {
    id,
    name,
    action,
    operations: operations.map(({ id, cause }) => ({ id, cause })),
    notes,
  };
}
