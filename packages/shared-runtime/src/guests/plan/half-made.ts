import { EXIT } from '../../exit-codes.ts';
import type { PlanProblem } from '../../guest-plan.ts';
import type { Operation, RunOperation } from '../../operation.ts';
import type { GuestConf } from '../../pve/conf.ts';
import { valueHolds } from '../../pve/properties.ts';
import type { Guest } from '../guest.ts';
import type { Kind } from '../kind.ts';
import type { Observed } from '../observed.ts';
import { DEADLINES } from './deadlines.ts';
import type { GuestInput } from './types.ts';
import type { Ways } from './ways.ts';

/** What is to be thought of the conf file of a guest. */
export type Wholeness = 'absent' | 'whole' | 'half-made' | 'locked';

/**
 * Tells a finished guest from one whose creation was killed. Proxmox leaves a lock or, when it was
 * killed late, a conf file that looks finished but is not. A guest of which something is otherwise
 * than phoenix asked for was made by somebody else: it is never half-made.
 */
export function wholeness<G extends Guest>(
  observed: Observed,
  ways: Pick<Ways<G>, 'asked' | 'isEnded'>,
): Wholeness {
  const { conf, making } = observed;
  if (!conf) return 'absent';
  const lock = conf.main.keys.get('lock');
  const isLocked = lock !== undefined && lock !== 'mounted' && observed.lockLeftBy === undefined;
  if (making?.stage === 'define' && !isOfOthers(conf, ways.asked(making)))
    return !isLocked && ways.isEnded(conf, making) ? 'whole' : 'half-made';
  return isLocked ? 'locked' : 'whole';
}

/** Some setting is there with another value than our command gave it, or somebody took a snapshot. */
function isOfOthers(conf: GuestConf, asked: ReturnType<Ways<Guest>['asked']>): boolean {
  if (conf.snapshots.size > 0) return true;
  return asked.some(([key, value]) => {
    const actual = storedValue(conf, key);
    return actual !== undefined && !valueHolds(key, actual, value);
  });
}

/** Every setting is there as it was asked for. */
export function isAsAsked(conf: GuestConf, asked: ReturnType<Ways<Guest>['asked']>): boolean {
  return asked.every(([key, value]) => valueHolds(key, storedValue(conf, key), value));
}

/** The options of a command line (`--key value`, from some word on) but for those named. */
export function optionPairs(words: readonly string[], but: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < words.length; at += 2) {
    const key = (words[at] ?? '').replace(/^--/, '');
    if (!but.includes(key)) pairs.push([key, words[at + 1] ?? '']);
  }
  return pairs;
}

function storedValue(conf: GuestConf, key: string): string | undefined {
  if (key === 'description') return conf.description === '' ? undefined : conf.description;
  return conf.main.keys.get(key);
}

/** Removes a half-made guest with its volumes. */
export function undoHalfMade(input: GuestInput): Operation[] {
  const { guest, kind, world } = input;
  const observed = world.guests.get(guest.id);
  const operations: Operation[] = [];
  if (observed?.conf?.main.keys.has('lock') && observed.lockLeftBy === undefined)
    operations.push({
      ...unlockOperation(kind, guest.id),
      cause: `${guest.id} is half-made: its creation by phoenix was killed`,
    });
  if (observed?.running)
    operations.push({
      id: 'stop half-made',
      doing: `stop ${guest.id}`,
      cause: `${guest.id} is half-made`,
      run: [kind.tool, 'stop', `${guest.id}`],
      effect: 'change',
      deadline: DEADLINES.stop,
    });
  if (observed?.conf) operations.push(destroyOperation(input, `${guest.id} is half-made`));
  return operations;
}

/** Takes a lock away that nobody holds any more. */
export function unlockOperation(kind: Kind, id: number): Omit<RunOperation, 'cause'> {
  return {
    id: 'unlock',
    doing: `unlock ${id}`,
    run: [kind.tool, 'unlock', `${id}`],
    effect: 'change',
    deadline: DEADLINES.set,
    expect: [{ conf: kind.conf(id), key: 'lock', value: null }],
  };
}

/** Destroys a guest with every volume of its id, also those that its conf does not name. */
export function destroyOperation(
  { guest, kind }: Pick<GuestInput, 'guest' | 'kind'>,
  cause: string,
): Operation {
  return {
    id: 'destroy',
    doing: `destroy ${guest.id}`,
    cause,
    run: [kind.tool, 'destroy', `${guest.id}`, '--purge', '1', '--destroy-unreferenced-disks', '1'],
    effect: 'change',
    deadline: DEADLINES.destroy,
    retryLocks: true,
    expect: [{ path: kind.conf(guest.id), exists: false }],
  };
}

/** A guest that is locked and was not being made by Phoenix: a person has to decide. */
export function lockedProblem({ tool }: Kind, id: number, observed: Observed): PlanProblem {
  const lock = observed.conf?.main.keys.get('lock') ?? '';
  if (observed.job !== undefined)
    return {
      message: `${id} is locked (${lock}) by a Proxmox job: ${observed.job}`,
      hint: 'wait until it has ended, then type the same command again',
      exit: EXIT.busy,
    };
  const decide =
    lock === 'create' || lock === 'clone'
      ? `if it is a leftover, type ${tool} unlock ${id}, then ${tool} destroy ${id} --destroy-unreferenced-disks 1; if you want to keep it, type ${tool} unlock ${id}`
      : `if no job of yours is at work on it, type ${tool} unlock ${id}`;
  return {
    message: `${id} is locked (${lock}), and no work of phoenix explains it`,
    hint: decide,
    exit: EXIT.failed,
  };
}
