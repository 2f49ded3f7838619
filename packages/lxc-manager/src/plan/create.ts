import { isTemplate } from '@phoenix/shared-config';
import type { GuestPlan, Operation, PlanProblem } from '@phoenix/shared-runtime';
import type { Observed } from '../observe/observed.ts';
import { type Configured, configure } from './configure.ts';
import { cloneFromSource, createFromTemplate } from './define.ts';
import { firewallOperation } from './firewall.ts';
import { planOf } from './guest-plan.ts';
import { lockedProblem, undoHalfMade, unlockSource, wholeness } from './half-made.ts';
import { prerequisites } from './prerequisites.ts';
import { afterStart } from './provisioning.ts';
import { snapshotObstacle } from './snapshots.ts';
import { confState, sourceState } from './source.ts';
import { type PlanInput, templateSnapshot } from './types.ts';

/**
 * The plan of `create`, `converge` and `plan`: whatever the container is like, it ends as
 * declared. With `bring`, one that exists and is finished is only started.
 */
export function planCreate(input: PlanInput, bring: boolean): GuestPlan {
  const { guest, world } = input;
  const observed = world.guests.get(guest.id);
  if (observed?.isVm)
    return planOf(guest, false, { operations: [], problems: [isVmProblem(guest)] });
  const state = observed ? wholeness(observed) : 'absent';
  if (observed && state === 'locked')
    return planOf(guest, false, { operations: [], problems: [lockedProblem(guest.id, observed)] });
  const isNew = state !== 'whole';
  if (bring && !isNew && observed && isFinished(input, observed)) return bringUp(input, observed);
  const ground = prerequisites(input, isNew);
  const defined = isNew ? define(input, observed) : reuse(input, observed);
  const running = !isNew && observed?.running === true;
  const firewall = firewallOperation(guest, isNew ? undefined : observed?.firewall);
  const tail = afterStart(input, isNew ? undefined : observed, {
    isNew,
    running,
    after: defined.after,
  });
  return planOf(guest, isNew, {
    operations: [
      ...ground.operations,
      ...(state === 'half-made' ? undoHalfMade(input) : freedSource(input, observed)),
      ...defined.operations,
      ...firewall,
      ...tail.operations,
    ],
    notes: [...(defined.notes ?? []), ...(tail.notes ?? [])],
    problems: [...(ground.problems ?? []), ...(defined.problems ?? []), ...(tail.problems ?? [])],
  });
}

/** No creation of ours is open, and the snapshot that clones need is there, if it can be had. */
function isFinished({ guest, world }: PlanInput, observed: Observed): boolean {
  const conf = observed.conf;
  if (observed.making !== undefined || conf === undefined) return false;
  const snapshot = templateSnapshot(guest);
  if (snapshot === undefined || conf.snapshots.has(snapshot)) return true;
  return snapshotObstacle(confState(conf).keys, world.facts.storages) !== undefined;
}

function bringUp(input: PlanInput, observed: Observed): GuestPlan {
  const { guest } = input;
  const isProxmoxTemplate = observed.conf?.main.keys.get('template') === '1';
  if (observed.running || isTemplate(guest) || isProxmoxTemplate)
    return planOf(guest, false, { operations: [] });
  const tail = afterStart(input, observed, { isNew: false, running: false, bringOnly: true });
  return planOf(guest, false, tail);
}

function freedSource(input: PlanInput, observed: Observed | undefined): Operation[] {
  return unlockSource(input.guest.id, observed, input.world.guests);
}

function reuse(input: PlanInput, observed: Observed | undefined): Configured {
  const conf = observed?.conf;
  if (!conf) throw new Error('reuse of a container that does not exist');
  return configure(input, confState(conf), { running: observed.running, isNew: false });
}

function define(input: PlanInput, observed: Observed | undefined): Configured {
  const { guest } = input;
  const from = guest.clone_from_ctid;
  if (from === undefined) return createFromTemplate(input);
  const source = sourceState(input, from);
  if (!source) return { ...missingSource(guest.id, from) };
  const locked = lockOfSource(input, observed, from);
  const clone = cloneFromSource(input, source);
  return { ...clone, problems: [...(clone.problems ?? []), ...locked] };
}

/** A source that is half-made, or locked by nothing that we know of, cannot be cloned. */
function lockOfSource(
  input: PlanInput,
  observed: Observed | undefined,
  from: number,
): PlanProblem[] {
  const source = input.world.guests.get(from);
  if (source && wholeness(source) === 'half-made' && !input.planned.has(from))
    return [
      {
        message: `cannot clone ${input.guest.id} from ${from}: ${from} is half-made`,
        hint: `type phoenix create ${from}, which makes it again`,
      },
    ];
  const lock = source?.conf?.main.keys.get('lock');
  const ours = observed?.making?.source === from || source?.making !== undefined;
  if (!source || lock === undefined || source.job !== undefined || ours) return [];
  const { message, hint } = lockedProblem(from, source);
  return [
    {
      message: `cannot clone ${input.guest.id} from ${from}: ${message}`,
      ...(hint === undefined ? {} : { hint }),
    },
  ];
}

function missingSource(id: number, from: number): Configured {
  return {
    operations: [],
    problems: [
      {
        message: `cannot clone ${id} from ${from}: ${from} does not exist`,
        hint: `type phoenix create ${id}, which makes ${from} first`,
      },
    ],
    after: { keys: new Map(), raw: [] },
  };
}

function isVmProblem({ id }: { id: number }): PlanProblem {
  return {
    message: `cannot create container ${id}: a VM has that id`,
    hint: `declare another id, or look at it: qm config ${id}`,
  };
}
