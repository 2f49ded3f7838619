import { didYouMean } from '@phoenix/shared-config';
import { EXIT } from '../../exit-codes.ts';
import type { GuestPlan, PlanProblem } from '../../guest-plan.ts';
import { localTime } from '../../local-time.ts';
import type { GuestConf } from '../../pve/conf.ts';
import type { Guest } from '../guest.ts';
import { isTakenByVerb, purposeOf, TAKEN_BY_VERB } from './kept-snapshots.ts';
import { planOf } from './plan-of.ts';
import { absent, refuse } from './refuse.ts';
import { inOrder, timeOf } from './snapshot-age.ts';
import { deleteSnapshot, takeSnapshot } from './snapshots.ts';
import type { GuestInput } from './types.ts';
import { halfBack, rootless, unfit } from './unfit.ts';
import type { Ways } from './ways.ts';

/** The snapshot that is asked for. */
export interface AskedSnapshot {
  readonly name: string;
  /**
   * Seconds since the epoch: one of that name that the same verb has taken since then is what is asked
   * for, since a run that takes several goes on where an earlier one was cut off.
   */
  readonly since?: number;
}

/** `snapshot`: takes one under a name that is free. */
export function planSnapshot<G extends Guest>(
  input: GuestInput<G>,
  ways: Ways<G>,
  { name, since = Number.POSITIVE_INFINITY }: AskedSnapshot,
): GuestPlan {
  const { guest, world } = input;
  const observed = world.guests.get(guest.id);
  const conf = observed?.conf;
  if (!conf) return refuse(input, absent(input, 'snapshot'));
  const doing = `take snapshot ${name} of ${guest.id}`;
  const problem =
    unfit(input, ways, observed, doing) ??
    halfBack(input, ways, observed, doing) ??
    rootless(input, ways, observed, doing) ??
    reserved(name, guest, ways, doing);
  if (problem !== undefined) return refuse(input, problem);
  const there = conf.snapshots.get(name);
  if (there !== undefined) {
    const time = timeOf(name, conf);
    if (!isTakenByVerb(there) || time < since) return refuse(input, taken(input, name, conf));
    const text = `${guest.id} has snapshot ${name} from the run that was cut off, of ${when(time)}`;
    return { ...planOf(input, false, { operations: [], notes: [text] }), keepsStart: true };
  }
  const obstacle = ways.snapshotObstacle(conf.main.keys, world.facts.storages);
  if (obstacle !== undefined)
    return refuse(input, {
      message: `cannot ${doing}: ${obstacle}`,
      hint: `a backup can do what a snapshot cannot: vzdump ${guest.id}`,
      exit: EXIT.failed,
    });
  const operations = takeSnapshot(input, conf, name, 'asked to take one', TAKEN_BY_VERB);
  return { ...planOf(input, false, { operations }), keepsStart: true };
}

/** `delsnapshot`: deletes one that Phoenix does not need itself. */
export function planDelsnapshot<G extends Guest>(
  input: GuestInput<G>,
  ways: Ways<G>,
  name: string,
): GuestPlan {
  const { guest, world } = input;
  const observed = world.guests.get(guest.id);
  const conf = observed?.conf;
  if (!conf) return { ...planOf(input, false, { operations: [] }), absent: true };
  const doing = `delete snapshot ${name} of ${guest.id}`;
  const problem =
    unfit(input, ways, observed, doing) ??
    halfBack(input, ways, observed, doing) ??
    needed(input, ways, name, conf, doing);
  if (problem !== undefined) return refuse(input, problem);
  const operations = deleteSnapshot(input, conf, name, 'asked to delete it');
  const notes = operations.length > 0 ? [] : [noneOf(name, guest, conf)];
  return { ...planOf(input, false, { operations, notes }), keepsStart: true };
}

/** The note of a guest that has none of that name, with the one that was probably meant. */
function noneOf(name: string, { id }: Guest, conf: GuestConf): string {
  const close = didYouMean(name, inOrder(conf));
  const meant = close === undefined ? '' : `; did you mean phoenix delsnapshot ${close} ${id}?`;
  return `${id} has no snapshot ${name}${meant}`;
}

function reserved<G extends Guest>(
  name: string,
  guest: G,
  ways: Ways<G>,
  doing: string,
): PlanProblem | undefined {
  const purpose = purposeOf(name, guest, ways);
  return purpose === undefined
    ? undefined
    : {
        message: `cannot ${doing}: phoenix itself takes snapshots of that name (${purpose})`,
        hint: 'choose another name: before-upgrade',
        exit: EXIT.failed,
      };
}

function taken({ guest }: GuestInput, name: string, conf: GuestConf): PlanProblem {
  const time = timeOf(name, conf);
  const of = time === 0 ? '' : `, of ${when(time)}`;
  return {
    message: `cannot take snapshot ${name} of ${guest.id}: it has one of that name${of}`,
    hint: `choose another name, or delete that one first: phoenix delsnapshot ${name} ${guest.id}`,
    exit: EXIT.failed,
  };
}

function needed<G extends Guest>(
  { guest, kind }: GuestInput<G>,
  ways: Ways<G>,
  name: string,
  { snapshots }: GuestConf,
  doing: string,
): PlanProblem | undefined {
  const purpose = snapshots.has(name) ? purposeOf(name, guest, ways) : undefined;
  return purpose === undefined
    ? undefined
    : {
        message: `cannot ${doing}: phoenix has it for itself (${purpose})`,
        hint: `to delete it all the same, type ${kind.tool} delsnapshot ${guest.id} ${name}`,
        exit: EXIT.failed,
      };
}

function when(seconds: number): string {
  return localTime(new Date(seconds * 1000));
}
