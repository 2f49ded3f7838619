import { EXIT } from '../../exit-codes.ts';
import type { GuestPlan, PlanProblem } from '../../guest-plan.ts';
import type { Guest } from '../guest.ts';
import type { Observed } from '../observed.ts';
import { lockedProblem, wholeness } from './half-made.ts';
import { planOf } from './plan-of.ts';
import { stopOperation } from './power.ts';
import { afterStart } from './provisioning.ts';
import { absent, otherKind, refuse } from './refuse.ts';
import type { GuestInput, Part } from './types.ts';
import { halfBack, rootless } from './unfit.ts';
import type { Ways } from './ways.ts';

/**
 * `start`: a stopped guest runs, is ready and healthy; one that an earlier run started without
 * finding it so is awaited. With `asStopped` one that runs is planned
 * as if it were stopped: the second half of a restart, before the first has run.
 */
export function planStart<G extends Guest>(
  input: GuestInput<G>,
  ways: Ways<G>,
  asStopped = false,
): GuestPlan {
  const { guest } = input;
  const observed = input.world.guests.get(guest.id);
  if (!observed?.conf) return refuse(input, absent(input, 'start'));
  const obstacle = startObstacle(input, ways, observed);
  if (obstacle !== undefined) return refuse(input, obstacle);
  const running = observed.running && !asStopped;
  if (running && observed.making === undefined) return planOf(input, false, { operations: [] });
  return planOf(input, false, up(input, ways, running));
}

/** Why a guest that is there cannot be started. */
function startObstacle<G extends Guest>(
  input: GuestInput<G>,
  ways: Ways<G>,
  observed: Observed,
): PlanProblem | undefined {
  const { guest, kind } = input;
  if (observed.conf?.main.keys.get('template') === '1')
    return {
      message: `cannot start ${guest.id}: it is a template`,
      hint: `clone a ${kind.word} from it (${kind.cloneKey}) and start that`,
      exit: EXIT.failed,
    };
  if (wholeness(observed, ways) === 'locked') return lockedProblem(kind, guest.id, observed);
  const stuck = halfBack(input, ways, observed, `start ${guest.id}`);
  if (stuck !== undefined) return stuck;
  if (observed.lockLeftBy?.job === 'rollback')
    return {
      message: `cannot start ${guest.id}: its way back to snapshot ${observed.lockLeftBy.name} was cut off`,
      hint: `type phoenix create ${guest.id}, which goes back once more and on from there`,
      exit: EXIT.failed,
    };
  return rootless(input, ways, observed, `start ${guest.id}`);
}

/** `stop`: an orderly shutdown; with `force`, the plug is pulled when that takes too long. */
export function planStop(input: GuestInput, force: boolean): GuestPlan {
  const observed = input.world.guests.get(input.guest.id);
  const other = otherKind(input, 'stop');
  if (other !== undefined) return refuse(input, other);
  if (!observed?.conf) return { ...planOf(input, false, { operations: [] }), absent: true };
  if (!observed.running) return planOf(input, false, { operations: [] });
  return planOf(input, false, { operations: [stopOperation(input, 'asked to stop', force)] });
}

/** `restart`: an orderly shutdown and a start; a stopped guest is started. */
export function planRestart<G extends Guest>(
  input: GuestInput<G>,
  ways: Ways<G>,
  force: boolean,
): GuestPlan {
  const observed = input.world.guests.get(input.guest.id);
  if (!observed?.conf) return refuse(input, absent(input, 'restart'));
  if (!observed.running) return planStart(input, ways);
  // What would not start again is not stopped either.
  const obstacle = startObstacle(input, ways, observed);
  if (obstacle !== undefined) return refuse(input, obstacle);
  const part = up(input, ways, false);
  return planOf(input, false, {
    ...part,
    operations: [stopOperation(input, 'asked to restart', force), ...part.operations],
  });
}

/** Started unless it is running, ready and healthy. */
function up<G extends Guest>(input: GuestInput<G>, ways: Ways<G>, running: boolean): Part {
  const observed = input.world.guests.get(input.guest.id);
  return afterStart(input, ways, observed, { isNew: false, running, bringOnly: true });
}
