import {
  applyPlan,
  EXIT,
  type Guard,
  type GuestOutcome,
  type GuestPlan,
  PhoenixError,
} from '@phoenix/shared-runtime';
import type { VerbContext } from '@phoenix/shared-runtime/frame';
import { parseConf } from '@phoenix/shared-runtime/pve';
import { readMemory } from '../observe/memory.ts';
import { observe } from '../observe/observe.ts';
import type { World } from '../observe/observed.ts';
import { PATHS } from '../paths.ts';
import { foresee } from '../plan/foresee.ts';
import type { PlanInput } from '../plan/types.ts';
import { settle } from './settle.ts';

/** How a verb plans one container. */
export type Planner = (input: PlanInput) => GuestPlan;

/**
 * Carries out a verb on each container under its lock, from an observation of its own; under
 * --dry-run plans all of them from one observation and shows that.
 */
export async function perform(context: VerbContext, planner: Planner): Promise<number> {
  if (context.flags.dryRun) return context.showPlans(await plansOf(context, planner));
  return context.eachGuest((id) => context.withLock(id, () => performOn(id, context, planner)));
}

/** Plans of all containers of the command line, those made earlier in it being taken as made. */
export async function plansOf(context: VerbContext, planner: Planner): Promise<GuestPlan[]> {
  requirePct(context);
  let world = await observe(context.host, context.declared, context.ids);
  return inputsOf(context, world, context.ids).map((input) => {
    const plan = planner({ ...input, world });
    world = foresee(world, plan);
    return plan;
  });
}

/** What a planner needs, for each of these containers. */
export function inputsOf(
  { declared }: Pick<VerbContext, 'declared'>,
  world: World,
  ids: readonly number[],
): PlanInput[] {
  const planned = new Set(ids);
  return ids.flatMap((id) => {
    const guest = declared.lxc.get(id);
    return guest ? [{ declared, world, guest, planned }] : [];
  });
}

async function performOn(
  id: number,
  context: VerbContext,
  planner: Planner,
): Promise<GuestOutcome> {
  requirePct(context);
  await settle(id, context);
  const world = await observe(context.host, context.declared, [id]);
  const [input] = inputsOf(context, world, [id]);
  if (!input) throw new Error(`${id} is not declared`);
  const plan = planner(input);
  refuseProblems(plan);
  context.emit({ type: 'plan', plan: summaryOf(plan) });
  for (const text of plan.notes) context.emit({ type: 'note', guest: id, text });
  const unfinished = world.guests.get(id)?.making !== undefined;
  if (plan.operations.length > 0 || unfinished)
    await applyPlan(
      plan,
      context.execution(id, (guard) => isDone(guard, context, world)),
    );
  return { create: 'created', change: 'changed', none: 'unchanged' }[plan.action] as GuestOutcome;
}

async function isDone(guard: Guard, { host }: VerbContext, world: World): Promise<boolean> {
  const conf = parseConf(host.read(PATHS.conf(guard.guest)) ?? '');
  const memory = await readMemory(host, world.facts, guard.guest, conf, true);
  return memory?.get(guard.record) === guard.hash;
}

function refuseProblems(plan: GuestPlan): void {
  const [first, ...others] = plan.problems;
  if (!first) return;
  throw new PhoenixError([first, ...others].map(({ message }) => message).join('\n'), {
    hint: first.hint,
    exit: first.exit ?? EXIT.failed,
  });
}

function summaryOf(plan: GuestPlan) {
  const { id, name, action, operations, notes } = plan;
  return {
    id,
    name,
    action,
    operations: operations.map(({ id, cause }) => ({ id, cause })),
    notes,
  };
}

/** Without `pct` this is no Proxmox host, and nothing can be said about its containers. */
export function requirePct({ host, program }: Pick<VerbContext, 'host' | 'program'>): void {
  if (host.program('pct') !== undefined) return;
  throw new PhoenixError('cannot find pct: this is not a Proxmox VE host', {
    hint: `run ${program} on the host itself, as root; pve-sandbox makes one to try it on`,
    exit: EXIT.hostProgramMissing,
  });
}
