import type { GuestPlan, PlanProblem } from '../../guest-plan.ts';
import type { Operation } from '../../operation.ts';
import type { GuestConf } from '../../pve/conf.ts';
import { type Guest, sourceOf } from '../guest.ts';
import { isBeingMade, type Observed } from '../observed.ts';
import { isMadeBefore } from './earlier.ts';
import { firewallOperation } from './firewall.ts';
import { goingProblems } from './going.ts';
import { lockedProblem, undoHalfMade, wholeness } from './half-made.ts';
import { unlockSource } from './left-lock.ts';
import { planOf } from './plan-of.ts';
import { afterStart, tailOf } from './provisioning.ts';
import { planReconfigure } from './reconfigure.ts';
import { heldProblem, refuse } from './refuse.ts';
import { deleteSnapshot, templateSnapshot } from './snapshots.ts';
import { confState, sourceState } from './source.ts';
import type { GuestInput } from './types.ts';
import { halfBack, rootless } from './unfit.ts';
import { wayBack } from './way-back.ts';
import type { Configured, Ways } from './ways.ts';

/**
 * The plan of `create`, `converge` and `plan`: whatever the guest is like, it ends as declared.
 * With `bring`, one that exists and is finished is only started and awaited.
 */
export function planCreate<G extends Guest>(
  input: GuestInput<G>,
  ways: Ways<G>,
  bring: boolean,
): GuestPlan {
  const { guest, kind, world } = input;
  const observed = world.guests.get(guest.id);
  if (observed?.idHolder !== undefined) {
    return refuse(input, heldProblem(input, 'create', observed.idHolder));
  }
  const state = observed ? wholeness(observed, ways) : 'absent';
  if (observed && state === 'locked') {
    return refuse(input, lockedProblem(kind, guest.id, observed));
  }
  const stuck = observed && halfBack(input, ways, observed, `create ${guest.id}`);
  if (stuck !== undefined) return refuse(input, stuck);
  // What its volumes hold now is told by nothing: it goes back once more, and on from there.
  if (observed?.lockLeftBy?.job === 'rollback') return planReconfigure(input, ways);
  const isNew = state !== 'whole';
  const damaged = isNew
    ? undefined
    : observed && rootless(input, ways, observed, `converge ${guest.id}`);
  if (damaged !== undefined) return refuse(input, damaged);
  if (bring && !isNew && observed && isFinished(input, ways, observed))
    return bringUp(input, ways, observed);
  const ground = ways.prerequisites(input, isNew);
  const defined = isNew ? define(input, ways) : reuse(input, ways, observed);
  const running = !isNew && observed?.running === true;
  const firewall = firewallOperation(guest, isNew ? undefined : observed?.firewall);
  const known = isNew ? undefined : observed;
  const tail = tailOf(input, ways, known, { isNew, running, after: defined.after });
  const change = [
    ...defined.operations,
    ...firewall,
    ...remains(input, known, [...tail.operations, ...tail.end]),
    ...tail.operations,
  ];
  const back = known && wayBack(input, ways, known, { ...tail, configured: defined, change });
  const plan = planOf(input, isNew, {
    operations: [
      ...ground.operations,
      ...unlockSource(input, isNew),
      ...(state === 'half-made' ? undoHalfMade(input) : []),
      ...(back?.operations ?? change),
      ...tail.end,
    ],
    ...(back?.undo && { undo: back.undo }),
    notes: [...(defined.notes ?? []), ...(tail.notes ?? []), ...(back?.notes ?? [])],
    problems: [...(ground.problems ?? []), ...(defined.problems ?? []), ...(tail.problems ?? [])],
  });
  return known !== undefined && isBeingMade(known) ? { ...plan, resumes: true } : plan;
}

/** What is left of a snapshot that was cut off, also when it is declared no more. */
function remains<G extends Guest>(
  input: GuestInput<G>,
  observed: Observed | undefined,
  planned: readonly Operation[],
): Operation[] {
  const left = observed?.lockLeftBy;
  if (left === undefined || left.job === 'clone' || !observed?.conf?.unfinished.has(left.name))
    return [];
  const operations = deleteSnapshot(input, observed.conf, left.name, 'it was cut off');
  return operations.filter(({ id }) => planned.every((one) => one.id !== id));
}

/** No creation of ours is open, and the snapshot that clones need is there, if it can be had. */
function isFinished<G extends Guest>(
  { guest, world }: GuestInput<G>,
  ways: Ways<G>,
  observed: Observed,
): boolean {
  const conf = observed.conf;
  if (isBeingMade(observed) || conf === undefined) return false;
  const snapshot = templateSnapshot(guest);
  if (snapshot === undefined || conf.snapshots.has(snapshot)) return true;
  return ways.snapshotObstacle(confState(conf).keys, world.facts.storages) !== undefined;
}

function bringUp<G extends Guest>(
  input: GuestInput<G>,
  ways: Ways<G>,
  observed: Observed,
): GuestPlan {
  const isProxmoxTemplate = observed.conf?.main.keys.get('template') === '1';
  const isUp = observed.running && observed.making === undefined;
  if (isUp || ways.isTemplate(input.guest) || isProxmoxTemplate)
    return planOf(input, false, { operations: [] });
  const stage = { isNew: false, running: observed.running, bringOnly: true };
  return planOf(input, false, afterStart(input, ways, observed, stage));
}

function reuse<G extends Guest>(
  input: GuestInput<G>,
  ways: Ways<G>,
  observed: Observed | undefined,
): Configured {
  const conf = observed?.conf;
  if (!conf) throw new Error('reuse of a guest that does not exist');
  const state = confState(conf);
  const { running } = observed;
  const configured = ways.configure(input, state, { running });
  const problems = goingProblems(input, conf, (keys) => {
    const kept = ways.configure(
      input,
      { ...state, keys: new Map([...state.keys, ...keys]) },
      { running },
    );
    return JSON.stringify(kept.operations) !== JSON.stringify(configured.operations);
  });
  return {
    ...configured,
    notes: [...(configured.notes ?? []), ...convertedNotes(input, ways, conf)],
    problems: [...(configured.problems ?? []), ...problems],
  };
}

/** A Proxmox template never runs, and is no guest again. */
function convertedNotes<G extends Guest>(
  { guest }: GuestInput<G>,
  ways: Ways<G>,
  conf: GuestConf,
): string[] {
  if (conf.main.keys.get('template') !== '1' || ways.isTemplate(guest)) return [];
  return [
    `${guest.id} is a Proxmox template, which never runs, and is not declared as one: Proxmox cannot change that; delete and create it to have it so`,
  ];
}

function define<G extends Guest>(input: GuestInput<G>, ways: Ways<G>): Configured {
  const from = sourceOf(input.guest);
  if (from === undefined) return ways.make(input);
  const source = sourceState(input, ways, from);
  if (!source) return missingSource(input, from);
  const locked = lockOfSource(input, ways, from);
  const clone = ways.clone(input, source);
  return { ...clone, problems: [...(clone.problems ?? []), ...locked] };
}

/** A source that is half-made, or locked by nothing that we know of, cannot be cloned. */
function lockOfSource<G extends Guest>(
  { guest, kind, earlier, world }: GuestInput<G>,
  ways: Ways<G>,
  from: number,
): PlanProblem[] {
  const source = world.guests.get(from);
  if (source && wholeness(source, ways) === 'half-made' && !isMadeBefore(earlier.get(from)))
    return [
      {
        message: `cannot clone ${guest.id} from ${from}: ${from} is half-made`,
        hint: `type phoenix create ${from}, which makes it again`,
      },
    ];
  const lock = source?.conf?.main.keys.get('lock');
  if (!source || lock === undefined || source.job !== undefined) return [];
  if (source.lockLeftBy !== undefined || isBeingMade(source)) return [];
  const { message, hint } = lockedProblem(kind, from, source);
  return [
    {
      message: `cannot clone ${guest.id} from ${from}: ${message}`,
      hint,
    },
  ];
}

function missingSource({ guest, earlier }: GuestInput, from: number): Configured {
  const clone = `cannot clone ${guest.id} from ${from}`;
  const problem =
    earlier.get(from) === 'refused'
      ? { message: `${clone}: ${from} cannot be made`, because: from }
      : {
          message: `${clone}: ${from} does not exist`,
          hint: `type phoenix create ${guest.id}, which makes ${from} first`,
        };
  return { operations: [], problems: [problem], after: { keys: new Map(), raw: [] } };
}
