import {
  applyPlan,
  EXIT,
  type Guard,
  type GuestOutcome,
  type GuestPlan,
  PhoenixError,
  waitForTasks,
} from '@phoenix/shared-runtime';
import type { VerbContext } from '@phoenix/shared-runtime/frame';
import { parseConf } from '@phoenix/shared-runtime/pve';
import { readMemory } from '../observe/memory.ts';
import { jobsOf, observe } from '../observe/observe.ts';
import type { World } from '../observe/observed.ts';
import { PATHS } from '../paths.ts';
import type { PlanInput } from '../plan/types.ts';

/** How a verb plans one container. */
export type Planner = (input: PlanInput) => GuestPlan;

/** Seconds that a Proxmox job of an earlier run is waited for. */
const JOB_DEADLINE = 3600;

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
  const world = await observe(context.host, context.declared, context.ids);
  return inputsOf(context, world, context.ids).map(planner);
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

/** Lets a Proxmox job of an earlier run end before anybody judges what it left. */
async function settle(id: number, context: VerbContext): Promise<void> {
  const { host, stop, emit, declared } = context;
  const source = declared.lxc.get(id)?.clone_from_ctid;
  const marked =
    host.read(PATHS.conf(id))?.includes('\nlock:') || jobsOf(host, id, source).length > 0;
  if (!marked) return;
  const ids = jobsOf(host, id, source).map((task) => Number(task.id));
  const ended = await waitForTasks(host, ids, {
    deadline: JOB_DEADLINE,
    stop,
    onWait: (tasks, elapsed) =>
      emit({
        type: 'wait',
        guest: id,
        waitsFor: `Proxmox job ${tasks[0]?.type} (pid ${tasks[0]?.pid})`,
        elapsed: Math.round(elapsed),
        deadline: JOB_DEADLINE,
      }),
  });
  if (!ended)
    throw new PhoenixError(`cannot change ${id}: a Proxmox job is still at work on it`, {
      hint: 'see pvesh get /nodes/localhost/tasks --source active',
      exit: EXIT.busy,
    });
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
