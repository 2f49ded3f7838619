import type { GuestPlan } from '../../guest-plan.ts';
import type { GuestConf } from '../../pve/conf.ts';
import type { Guest } from '../guest.ts';
import type { Observed } from '../observed.ts';
import { planOf } from './plan-of.ts';
import { deleteSnapshot, rollbackOperation, UNDO } from './snapshots.ts';
import type { GuestInput } from './types.ts';

/** Whether a run that was cut off has left the snapshot that it would have gone back to. */
export function isUndoLeft({ conf }: Pick<Observed, 'conf'>): boolean {
  return conf !== undefined && (conf.snapshots.has(UNDO) || conf.unfinished.has(UNDO));
}

/**
 * The plan of a guest on which such a snapshot may be: it is planned as if there were none, and the
 * snapshot goes first. It is not gone back to, since nobody knows what was written in the guest
 * since; only where a way back had begun and was cut off, so that nothing tells what the volumes
 * hold, it is gone to its end.
 */
export function withoutLeftUndo<G extends Guest>(
  input: GuestInput<G>,
  planner: (input: GuestInput<G>) => GuestPlan,
): GuestPlan {
  const { guest, world } = input;
  const observed = world.guests.get(guest.id);
  const conf = observed?.conf;
  if (observed === undefined || conf === undefined || !isUndoLeft(observed)) return planner(input);
  const { lockLeftBy } = observed;
  const target =
    lockLeftBy?.job === 'rollback' && lockLeftBy.name === UNDO
      ? conf.snapshots.get(UNDO)
      : undefined;
  const known = target === undefined ? without(observed, conf) : goneBack(observed, conf, target);
  const guests = new Map(world.guests).set(guest.id, known);
  const plan = planner({ ...input, world: { ...world, guests } });
  if (plan.problems.length > 0 || plan.action === 'create') return plan;
  const [left] = deleteSnapshot(input, conf, UNDO, 'left by a run that was cut off');
  const operations = [
    ...(target === undefined ? [] : backOnceMore(input, conf)),
    ...(left === undefined ? [] : [{ ...left, id: `delete left ${UNDO}` }]),
    ...plan.operations,
  ];
  return { ...plan, ...planOf(input, false, { ...plan, operations }) };
}

function backOnceMore(input: GuestInput, conf: GuestConf) {
  const rest = [...conf.unfinished].flatMap((name) =>
    deleteSnapshot(input, conf, name, 'it was cut off'),
  );
  return [...rest, rollbackOperation(input, UNDO, `the way back to ${UNDO} was cut off`)];
}

function without(observed: Observed, conf: GuestConf): Observed {
  const snapshots = new Map([...conf.snapshots].filter(([name]) => name !== UNDO));
  const unfinished = new Set([...conf.unfinished].filter((name) => name !== UNDO));
  return { ...observed, conf: { ...conf, snapshots, unfinished } };
}

/** The guest after a rollback; what it remembers then, only the guest can tell. */
function goneBack(observed: Observed, conf: GuestConf, target: GuestConf['main']): Observed {
  const { lockLeftBy: _lock, memory: _memory, making: _start, ...rest } = without(observed, conf);
  const keys = new Map([...target.keys].filter(([key]) => key !== 'snaptime'));
  return {
    ...rest,
    running: false,
    conf: {
      ...conf,
      ...rest.conf,
      main: { ...target, keys },
      pending: { keys: new Map(), raw: [] },
      pendingDelete: new Set(),
      stale: new Set(),
      unfinished: new Set(),
    },
  };
}
