import { EXIT, type Operation, type PlanProblem } from '@phoenix/shared-runtime';
import { type GuestConf, valueHolds } from '@phoenix/shared-runtime/pve';
import type { Making, Observed } from '../observe/observed.ts';
import { PATHS } from '../paths.ts';
import { DEADLINES, type PlanInput } from './types.ts';

/** What is to be thought of the conf file of a container. */
export type Wholeness = 'absent' | 'whole' | 'half-made' | 'locked';

/**
 * Tells a finished container from one whose creation was killed. Proxmox leaves `lock: create`
 * or, when it was killed late, a conf file that looks finished but is not. A container of which
 * something is otherwise than phoenix asked for was made by somebody else: it is never half-made.
 */
export function wholeness(observed: Observed): Wholeness {
  const { conf, making } = observed;
  if (!conf) return 'absent';
  const lock = conf.main.keys.get('lock');
  const isLocked = lock !== undefined && lock !== 'mounted';
  if (making?.stage === 'define' && !isOfOthers(conf, making)) {
    if (isLocked || !conf.main.keys.has('rootfs')) return 'half-made';
    return making.source !== undefined || isEnded(conf, making) ? 'whole' : 'half-made';
  }
  return isLocked ? 'locked' : 'whole';
}

/** Some setting is there with another value than our command gave it. */
function isOfOthers(conf: GuestConf, making: Making): boolean {
  return ordered(making).some(([key, value]) => {
    const actual = storedValue(conf, key);
    return actual !== undefined && !valueHolds(key, actual, value);
  });
}

/**
 * `pct create` came to its end: Proxmox says so, or, where it does not know any more, everything
 * asked for is there and so is `swap`, which is written last unless it was asked for.
 */
function isEnded(conf: GuestConf, making: Making): boolean {
  if (making.ended !== undefined) return making.ended;
  if (!conf.main.keys.has('swap')) return false;
  return ordered(making).every(([key, value]) => valueHolds(key, storedValue(conf, key), value));
}

/** The options of `pct create` or `pct clone` that become settings. */
function ordered(making: Making): [key: string, value: string][] {
  const options = making.argv.slice(4);
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < options.length; at += 2) {
    const key = (options[at] ?? '').replace(/^--/, '');
    if (!['full', 'snapname', 'storage'].includes(key)) pairs.push([key, options[at + 1] ?? '']);
  }
  return pairs;
}

function storedValue(conf: GuestConf, key: string): string | undefined {
  if (key === 'description') return conf.description === '' ? undefined : conf.description;
  return conf.main.keys.get(key);
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
      exit: EXIT.busy,
    };
  const decide =
    lock === 'create'
      ? `if it is a leftover, type pct unlock ${id}, then pct destroy ${id} --destroy-unreferenced-disks 1; if you want to keep it, type pct unlock ${id}`
      : `if no job of yours is at work on it, type pct unlock ${id}`;
  return {
    message: `${id} is locked (${lock}), and no work of phoenix explains it`,
    hint: decide,
    exit: EXIT.failed,
  };
}
