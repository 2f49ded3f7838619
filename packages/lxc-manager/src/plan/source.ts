import { effectiveKeys, type GuestConf } from '@phoenix/shared-runtime/pve';
import { configure } from './configure.ts';
import { cloneFromSource, createFromTemplate } from './define.ts';
import { snapshotObstacle } from './snapshots.ts';
import { type ConfState, type PlanInput, type SourceState, templateSnapshot } from './types.ts';

/** Main section of a conf file with what is pending, and the description as a key. */
export function confState(conf: GuestConf): ConfState {
  const keys = effectiveKeys(conf);
  if (conf.description !== '') keys.set('description', conf.description);
  return { keys, raw: conf.main.raw };
}

/**
 * State of a container for those that are cloned from it. One that is made earlier in the same
 * run is predicted by planning it; one that neither exists nor is planned is undefined.
 */
export function sourceState(input: PlanInput, id: number): SourceState | undefined {
  const guest = input.declared.lxc.get(id);
  if (!guest) return undefined;
  const observed = input.world.guests.get(id);
  const name = templateSnapshot(guest);
  const conf = observed?.conf;
  if (conf && (observed.making === undefined || !input.planned.has(id))) {
    const section = name === undefined ? undefined : conf.snapshots.get(name);
    const running = observed.running;
    if (section && name !== undefined) return { guest, conf: section, running, snapshot: name };
    const state = confState(conf);
    if (!input.planned.has(id)) return { guest, conf: state, running };
    const configured = configure({ ...input, guest }, state, { running, isNew: false }).after;
    return { guest, running, ...snapshotted(input, configured, name) };
  }
  if (!input.planned.has(id)) return undefined;
  const state = definedState({ ...input, guest });
  return state && { guest, running: false, ...snapshotted(input, state, name) };
}

/** What a clone starts from when the snapshot is going to be taken: all but the description. */
function snapshotted(
  input: PlanInput,
  state: ConfState,
  name: string | undefined,
): Pick<SourceState, 'conf' | 'snapshot'> {
  if (name === undefined || obstacle(input, state)) return { conf: state };
  const keys = new Map(state.keys);
  keys.delete('description');
  return { conf: { ...state, keys }, snapshot: name };
}

function definedState(input: PlanInput): ConfState | undefined {
  const sourceId = input.guest.clone_from_ctid;
  if (sourceId === undefined) return createFromTemplate(input).after;
  const source = sourceState(input, sourceId);
  return source && cloneFromSource(input, source).after;
}

function obstacle(input: PlanInput, state: ConfState): boolean {
  return snapshotObstacle(state.keys, input.world.facts.storages) !== undefined;
}
