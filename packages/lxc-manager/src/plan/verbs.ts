import { EXIT, type GuestPlan, type Operation, type PlanProblem } from '@phoenix/shared-runtime';
import type { GuestConf } from '@phoenix/shared-runtime/pve';
import { configure } from './configure.ts';
import { planOf } from './guest-plan.ts';
import { destroyOperation, lockedProblem, unlockSource, wholeness } from './half-made.ts';
import { stopOperation } from './power.ts';
import { afterStart } from './provisioning.ts';
import { deleteSnapshotOperation, FINAL_FORM, PRE_CONFIGURED } from './snapshots.ts';
import { confState } from './source.ts';
import { DEADLINES, type PlanInput } from './types.ts';

/**
 * `start`: a stopped container runs, is ready and healthy. With `asStopped` one that runs is
 * planned as if it were stopped: the second half of a restart, before the first has run.
 */
export function planStart(input: PlanInput, asStopped = false): GuestPlan {
  const { guest } = input;
  const observed = input.world.guests.get(guest.id);
  if (!observed?.conf) return refuse(input, absent(guest.id, 'start'));
  if (observed.conf.main.keys.get('template') === '1')
    return refuse(input, {
      message: `cannot start ${guest.id}: it is a template`,
      hint: 'clone a container from it (clone_from_ctid) and start that',
      exit: EXIT.failed,
    });
  if (wholeness(observed) === 'locked') return refuse(input, lockedProblem(guest.id, observed));
  if (observed.running && !asStopped) return planOf(guest, false, { operations: [] });
  return planOf(guest, false, started(input));
}

/** `stop`: an orderly shutdown; with `force`, the plug is pulled when that takes too long. */
export function planStop(input: PlanInput, force: boolean): GuestPlan {
  const { guest } = input;
  const observed = input.world.guests.get(guest.id);
  if (!observed?.running) return planOf(guest, false, { operations: [] });
  return planOf(guest, false, { operations: [stopOperation(guest, 'asked to stop', force)] });
}

/** `restart`: an orderly shutdown and a start; a stopped container is started. */
export function planRestart(input: PlanInput, force: boolean): GuestPlan {
  const { guest } = input;
  const observed = input.world.guests.get(guest.id);
  if (!observed?.conf) return refuse(input, absent(guest.id, 'restart'));
  if (!observed.running) return planStart(input);
  const part = started(input);
  return planOf(guest, false, {
    ...part,
    operations: [stopOperation(guest, 'asked to restart', force), ...part.operations],
  });
}

/** `delete`: from any state to no container and no volume of it. Protection is respected. */
export function planDelete(input: PlanInput): GuestPlan {
  const { guest } = input;
  const observed = input.world.guests.get(guest.id);
  const conf = observed?.conf;
  const freed = unlockSource(guest.id, observed, input.world.guests);
  if (!conf) return planOf(guest, false, { operations: freed });
  if (conf.main.keys.get('protection') === '1')
    return refuse(input, {
      message: `cannot delete ${guest.id}: it is protected`,
      hint: `type pct set ${guest.id} --protection 0 first`,
      exit: EXIT.failed,
    });
  if (observed.job !== undefined) return refuse(input, lockedProblem(guest.id, observed));
  const operations: Operation[] = [...freed];
  const simple = { effect: 'change', deadline: DEADLINES.set } as const;
  if (conf.main.keys.has('lock'))
    operations.push({
      ...simple,
      id: 'unlock',
      doing: `unlock ${guest.id}`,
      cause: `locked (${conf.main.keys.get('lock')}), with no job at work on it`,
      run: ['pct', 'unlock', `${guest.id}`],
    });
  if (observed.running)
    operations.push({
      ...simple,
      id: 'stop',
      doing: `stop ${guest.id}`,
      cause: 'running',
      run: ['pct', 'stop', `${guest.id}`],
      retryLocks: true,
    });
  operations.push(destroyOperation(guest.id, 'asked to delete'));
  return { ...planOf(guest, false, { operations }), destroys: true };
}

/** `reconfigure`: back to the snapshot before the application, then everything after it again. */
export function planReconfigure(input: PlanInput): GuestPlan {
  const { guest } = input;
  const observed = input.world.guests.get(guest.id);
  const conf = observed?.conf;
  if (!conf) return refuse(input, absent(guest.id, 'reconfigure'));
  const snapshot = conf.snapshots.get(PRE_CONFIGURED);
  if (!snapshot)
    return refuse(input, {
      message: `cannot reconfigure ${guest.id}: it has no snapshot ${PRE_CONFIGURED}`,
      hint: `phoenix create takes one before the application script runs, where the storage and the mounts of the guest allow it; phoenix plan ${guest.id} tells`,
      exit: EXIT.failed,
    });
  const newest = newerThan(PRE_CONFIGURED, conf).find((name) => name !== FINAL_FORM);
  if (newest !== undefined)
    return refuse(input, {
      message: `cannot reconfigure ${guest.id}: snapshot ${newest} is newer than ${PRE_CONFIGURED}, and going back would lose it`,
      hint: `if it is not needed any more, type pct delsnapshot ${guest.id} ${newest}`,
      exit: EXIT.failed,
    });
  const back: Operation = {
    id: 'rollback',
    doing: `roll ${guest.id} back to ${PRE_CONFIGURED}`,
    cause: `back to ${PRE_CONFIGURED}`,
    run: ['pct', 'rollback', `${guest.id}`, PRE_CONFIGURED],
    effect: 'change',
    deadline: DEADLINES.snapshot,
    retryLocks: true,
  };
  const newer = conf.snapshots.has(FINAL_FORM)
    ? [deleteSnapshotOperation(guest.id, FINAL_FORM, `newer than ${PRE_CONFIGURED}`)]
    : [];
  const configured = configure(input, snapshot, { running: false, isNew: false });
  const rolledBack = {
    ...observed,
    running: false,
    memory: new Map([...(observed.memory ?? [])].filter(([name]) => name.startsWith('feature.'))),
    conf: { ...conf, snapshots: withoutNewer(conf.snapshots) },
  };
  const tail = afterStart(input, rolledBack, {
    isNew: false,
    running: false,
    after: configured.after,
  });
  return planOf(guest, false, {
    operations: [...newer, back, ...configured.operations, ...tail.operations],
    notes: [...(configured.notes ?? []), ...(tail.notes ?? [])],
    problems: tail.problems ?? [],
  });
}

/** Snapshots that were taken after this one. */
function newerThan(name: string, { snapshots }: GuestConf): string[] {
  const time = (of: string) => Number(snapshots.get(of)?.keys.get('snaptime') ?? 0);
  return [...snapshots.keys()].filter((other) => time(other) > time(name));
}

function withoutNewer<T>(snapshots: ReadonlyMap<string, T>): Map<string, T> {
  return new Map([...snapshots].filter(([name]) => name !== FINAL_FORM));
}

function started(input: PlanInput) {
  const observed = input.world.guests.get(input.guest.id);
  const state = { isNew: false, running: false, bringOnly: true };
  if (observed?.conf === undefined) return afterStart(input, observed, state);
  return afterStart(input, observed, { ...state, after: confState(observed.conf) });
}

function refuse({ guest }: PlanInput, problem: PlanProblem): GuestPlan {
  return planOf(guest, false, { operations: [], problems: [problem] });
}

function absent(id: number, verb: string): PlanProblem {
  return {
    message: `cannot ${verb} ${id}: there is no container ${id}`,
    hint: `type phoenix create ${id}`,
    exit: EXIT.notFound,
  };
}
