import { effectiveKeys, type GuestConf } from '../../pve/conf.ts';
import { type Guest, sourceOf } from '../guest.ts';
import type { Observed } from '../observed.ts';
import { isMadeBefore } from './earlier.ts';
import { wholeness } from './half-made.ts';
import { templateSnapshot } from './snapshots.ts';
import type { ConfState, GuestInput } from './types.ts';
import type { SourceState, Ways } from './ways.ts';

/** Main section of a conf file with what is pending, and the description as a key. */
export function confState(conf: GuestConf): ConfState {
  const keys = effectiveKeys(conf);
  if (conf.description !== '') keys.set('description', conf.description);
  return { keys, raw: conf.main.raw };
}

/**
 * State of a guest for those that are cloned from it. One that is made earlier in the same run is
 * predicted by planning it; one that neither exists nor is made then is undefined.
 */
export function sourceState<G extends Guest>(
  input: GuestInput<G>,
  ways: Ways<G>,
  id: number,
): SourceState<G> | undefined {
  const guest = input.guests.get(id);
  if (!guest) return undefined;
  const observed = input.world.guests.get(id);
  const name = templateSnapshot(guest);
  const conf = observed?.conf;
  const snapshotted = (state: ConfState) => snapshotOf(input, ways, state, name);
  const earlier = input.earlier.get(id);
  const isMade = isMadeBefore(earlier);
  const isMadeAgain = () => isMade && isHalfMade(observed, ways);
  if (conf && !isMadeAgain()) {
    const section = name === undefined ? undefined : conf.snapshots.get(name);
    const running = observed.running && earlier !== 'stopped';
    if (section && name !== undefined) return { guest, conf: section, running, snapshot: name };
    const state = confState(conf);
    if (!isMade) return { guest, conf: state, running };
    const { after } = ways.configure({ ...input, guest }, state, { running });
    return { guest, running, ...snapshotted(after) };
  }
  if (!isMade) return undefined;
  const state = definedState({ ...input, guest }, ways);
  return state && { guest, running: false, ...snapshotted(state) };
}

function isHalfMade<G extends Guest>(observed: Observed | undefined, ways: Ways<G>): boolean {
  return observed !== undefined && wholeness(observed, ways) === 'half-made';
}

/**
 * What a clone starts from when the snapshot is going to be taken: all but the description. One
 * that is a Proxmox template already stays as it is, whatever is declared, and is cloned as such.
 */
function snapshotOf<G extends Guest>(
  { world }: GuestInput<G>,
  ways: Ways<G>,
  state: ConfState,
  name: string | undefined,
): Pick<SourceState, 'conf' | 'snapshot'> {
  const obstacle = ways.snapshotObstacle(state.keys, world.facts.storages);
  const isConverted = state.keys.get('template') === '1';
  if (name === undefined || isConverted || obstacle !== undefined) return { conf: state };
  const keys = new Map(state.keys);
  keys.delete('description');
  return { conf: { ...state, keys }, snapshot: name };
}

function definedState<G extends Guest>(input: GuestInput<G>, ways: Ways<G>): ConfState | undefined {
  const sourceId = sourceOf(input.guest);
  if (sourceId === undefined) return ways.make(input).after;
  const source = sourceState(input, ways, sourceId);
  return source && ways.clone(input, source).after;
}
