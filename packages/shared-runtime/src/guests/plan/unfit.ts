import { EXIT } from '../../exit-codes.ts';
import type { PlanProblem } from '../../guest-plan.ts';
import type { Guest } from '../guest.ts';
import type { Observed } from '../observed.ts';
import { lockedProblem, wholeness } from './half-made.ts';
import { UNDO } from './snapshots.ts';
import type { GuestInput } from './types.ts';
import type { Ways } from './ways.ts';

/** Why nothing can be done with the snapshots of a guest as it is; `doing` follows "cannot". */
export function unfit<G extends Guest>(
  { guest, kind }: GuestInput<G>,
  ways: Ways<G>,
  observed: Observed,
  doing: string,
): PlanProblem | undefined {
  const state = wholeness(observed, ways);
  if (state === 'locked') return lockedProblem(kind, guest.id, observed);
  if (state === 'half-made')
    return {
      message: `cannot ${doing}: ${guest.id} is half-made`,
      hint: `type phoenix create ${guest.id}, which makes it again`,
      exit: EXIT.failed,
    };
  if (observed.conf?.main.keys.get('template') === '1')
    return {
      message: `cannot ${doing}: ${guest.id} is a Proxmox template, which has no snapshots`,
      hint: 'its clones have; leave it out',
      exit: EXIT.failed,
    };
  return undefined;
}

/**
 * A guest whose way back to a snapshot that a person chose was cut off: what its volumes hold nobody
 * can tell, and only a person can say that all since that snapshot is to be lost.
 */
export function halfBack<G extends Guest>(
  { guest }: GuestInput<G>,
  ways: Pick<Ways<G>, 'lifecycle'>,
  { lockLeftBy }: Pick<Observed, 'lockLeftBy'>,
  doing: string,
): PlanProblem | undefined {
  if (lockLeftBy?.job !== 'rollback') return undefined;
  const { name } = lockLeftBy;
  if (name === UNDO || name === ways.lifecycle(guest).before.name) return undefined;
  return {
    message: `cannot ${doing}: the way of ${guest.id} back to snapshot ${name} was cut off`,
    hint: `type phoenix rollback ${name} ${guest.id}, which goes back once more`,
    exit: EXIT.failed,
  };
}
