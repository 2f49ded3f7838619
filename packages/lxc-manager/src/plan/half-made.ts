import type { Operation, PlanProblem } from '@phoenix/shared-runtime';
import { type GuestConf, valueHolds } from '@phoenix/shared-runtime/pve';
import type { Making, Observed } from '../observe/observed.ts';
import { PATHS } from '../paths.ts';
import { DEADLINES, type PlanInput } from './types.ts';

/** What is to be thought of the conf file of a container. */
export type Wholeness = 'absent' | 'whole' | 'half-made' | 'locked';

/**
 * Tells a finished container from one whose creation was killed. Proxmox leaves `lock: create`
 * or, when it was killed late, a conf file that looks finished but lacks settings; so a creation
 * of ours that did not report its end is whole only if every setting it asked for is there.
 */
export function wholeness(observed: Observed): Wholeness {
  const conf = observed.conf;
  if (!conf) return 'absent';
  if (observed.making?.stage === 'define')
    return isAsOrdered(conf, observed.making) ? 'whole' : 'half-made';
  const lock = conf.main.keys.get('lock');
  return lock === undefined || lock === 'mounted' ? 'whole' : 'locked';
}

/** Every option of `pct create` or `pct clone` that becomes a setting has become one. */
function isAsOrdered(conf: GuestConf, making: Making): boolean {
  const keys = conf.main.keys;
  if (keys.has('lock') || !keys.has('rootfs')) return false;
  const options = making.argv.slice(4);
  for (let at = 0; at + 1 < options.length; at += 2) {
    const key = (options[at] ?? '').replace(/^--/, '');
    const value = options[at + 1] ?? '';
    if (['full', 'snapname', 'storage'].includes(key)) continue;
    const actual = key === 'description' ? conf.description : keys.get(key);
    if (!valueHolds(key, actual, value)) return false;
  }
  return true;
}

/** Removes a half-made container with its volumes, and frees the source that it left locked. */
export function undoHalfMade({ guest, world }: PlanInput): Operation[] {
  const observed = world.guests.get(guest.id);
  const operations: Operation[] = [...unlockSource(guest.id, observed, world.guests)];
  const conf = PATHS.conf(guest.id);
  if (observed?.conf?.main.keys.has('lock'))
    operations.push({
      id: 'unlock',
      doing: `unlock ${guest.id}`,
      cause: `${guest.id} is half-made: its creation by phoenix was killed`,
      run: ['pct', 'unlock', `${guest.id}`],
      effect: 'change',
      deadline: DEADLINES.set,
      expect: [{ conf, key: 'lock', value: null }],
    });
  if (observed?.running)
    operations.push({
      id: 'stop half-made',
      doing: `stop ${guest.id}`,
      cause: `${guest.id} is half-made`,
      run: ['pct', 'stop', `${guest.id}`],
      effect: 'change',
      deadline: DEADLINES.stop,
    });
  if (observed?.conf) operations.push(destroyOperation(guest.id, `${guest.id} is half-made`));
  return operations;
}

/** A clone that was killed leaves its source `lock: disk`; nobody else would take that away. */
export function unlockSource(
  id: number,
  observed: Observed | undefined,
  guests: ReadonlyMap<number, Observed>,
): Operation[] {
  const source = observed?.making?.source;
  if (source === undefined || observed?.making?.stage !== 'define') return [];
  const state = guests.get(source);
  if (state?.conf?.main.keys.get('lock') !== 'disk' || state.job !== undefined) return [];
  return [
    {
      id: 'unlock source',
      doing: `unlock ${source}`,
      cause: `${source} is still locked by the killed clone to ${id}`,
      run: ['pct', 'unlock', `${source}`],
      effect: 'change',
      deadline: DEADLINES.set,
      expect: [{ conf: PATHS.conf(source), key: 'lock', value: null }],
    },
  ];
}

/** Destroys a container with every volume of its id, also those that its conf does not name. */
export function destroyOperation(id: number, cause: string): Operation {
  return {
    id: 'destroy',
    doing: `destroy ${id}`,
    cause,
    run: ['pct', 'destroy', `${id}`, '--purge', '1', '--destroy-unreferenced-disks', '1'],
    effect: 'change',
    deadline: DEADLINES.destroy,
    retryLocks: true,
    expect: [{ path: PATHS.conf(id), exists: false }],
  };
}

/** A container that is locked and was not being made by Phoenix: a person has to decide. */
export function lockedProblem(id: number, observed: Observed): PlanProblem {
  const lock = observed.conf?.main.keys.get('lock') ?? '';
  if (observed.job !== undefined)
    return {
      message: `${id} is locked (${lock}) by a Proxmox job: ${observed.job}`,
      hint: 'wait until it has ended, then type the same command again',
    };
  const decide =
    lock === 'create'
      ? `if it is a leftover, type pct unlock ${id}, then pct destroy ${id} --destroy-unreferenced-disks 1; if you want to keep it, type pct unlock ${id}`
      : `if no job of yours is at work on it, type pct unlock ${id}`;
  return { message: `${id} is locked (${lock}), and no work of phoenix explains it`, hint: decide };
}
