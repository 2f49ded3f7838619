import { EXIT } from '../../exit-codes.ts';
import type { PlanProblem } from '../../guest-plan.ts';
import type { Guest } from '../guest.ts';
import type { Observed } from '../observed.ts';
import { lockedProblem, wholeness } from './half-made.ts';
import { UNDO } from './snapshots.ts';
import { confState } from './source.ts';
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
 * A guest without the disk that it starts from: its conf file was cut off or edited, and what is done with the
 * guest as it is would only hide that.
 */
export function rootless<G extends Guest>(
  { guest: { id }, kind }: GuestInput<G>,
  ways: Pick<Ways<G>, 'root'>,
  { conf }: Pick<Observed, 'conf'>,
  doing: string,
): PlanProblem | undefined {
  if (conf === undefined || ways.root(confState(conf).keys) !== undefined) return undefined;
  const unused = [...conf.main.keys].filter(([key]) => /^unused\d+$/.test(key));
  const found =
    unused.length > 0
      ? `${unused.map(([key, volume]) => `${key} (${volume})`).join(', ')} may be its disk`
      : `${[kind.tool, ...kind.rescan].join(' ')} --vmid ${id} writes the volumes that ${id} has into it`;
  return {
    message: `cannot ${doing}: its conf file ${kind.conf(id)} names no disk`,
    hint: `put the file back as it was; ${found}`,
    exit: EXIT.failed,
  };
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
