import { EXIT } from '../../exit-codes.ts';
import type { GuestPlan } from '../../guest-plan.ts';
import type { Operation } from '../../operation.ts';
import type { Guest } from '../guest.ts';
import { DEADLINES } from './deadlines.ts';
import { destroyOperation, lockedProblem, unlockOperation } from './half-made.ts';
import { unlockSource } from './left-lock.ts';
import { planOf } from './plan-of.ts';
import { otherKind, refuse } from './refuse.ts';
import type { GuestInput } from './types.ts';
import type { Ways } from './ways.ts';

/** `delete`: from any state to no guest and no volume of it. Protection is respected. */
export function planDelete<G extends Guest>(input: GuestInput<G>, ways: Ways<G>): GuestPlan {
  const { guest, kind, world } = input;
  const observed = world.guests.get(guest.id);
  const conf = observed?.conf;
  const freed = unlockSource(input, false);
  const leftovers = ways.leftovers(input, observed);
  const other = otherKind(input, 'delete');
  if (other !== undefined) return refuse(input, other);
  if (!conf) return planOf(input, false, { operations: [...freed, ...leftovers] });
  if (conf.main.keys.get('protection') === '1')
    return refuse(input, {
      message: `cannot delete ${guest.id}: it is protected`,
      hint: `type ${kind.tool} set ${guest.id} --protection 0 first`,
      exit: EXIT.failed,
    });
  if (observed.job !== undefined) return refuse(input, lockedProblem(kind, guest.id, observed));
  const operations: Operation[] = [...freed];
  const lock = conf.main.keys.get('lock');
  if (lock !== undefined)
    operations.push({
      ...unlockOperation(kind, guest.id),
      cause: `locked (${lock}), with no job at work on it`,
    });
  if (observed.running)
    operations.push({
      id: 'stop',
      doing: `stop ${guest.id}`,
      cause: 'running',
      run: [kind.tool, 'stop', `${guest.id}`],
      effect: 'change',
      deadline: DEADLINES.set,
      retryLocks: true,
    });
  operations.push(destroyOperation(input, 'asked to delete'), ...leftovers);
  return { ...planOf(input, false, { operations }), destroys: true };
}
