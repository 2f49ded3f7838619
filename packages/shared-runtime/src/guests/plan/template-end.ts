import type { Operation } from '../../operation.ts';
import type { Guest } from '../guest.ts';
import type { Observed } from '../observed.ts';
import { DEADLINES } from './deadlines.ts';
import { stopOperation } from './power.ts';
import { CLONES_START_HERE, snapshotOperation, templateSnapshot } from './snapshots.ts';
import type { GuestInput, Stage } from './types.ts';
import type { Ways } from './ways.ts';

/**
 * How a template ends: stopped, so that its file system is clean, then its snapshot, then, where
 * it is declared so, converted to a Proxmox template.
 */
export function templateEnd<G extends Guest>(
  input: GuestInput<G>,
  ways: Ways<G>,
  observed: Observed | undefined,
  stage: Stage,
  started: boolean,
): Operation[] {
  const { guest, kind, world } = input;
  const operations: Operation[] = [];
  const unfinished = observed?.making !== undefined || guest.is_template;
  const stops = started || (stage.running && unfinished);
  if (stops)
    operations.push(
      ...ways.finish(input),
      // The power cut of a VM would be in the file system of every clone.
      stopOperation(input, 'templates end stopped', kind.name === 'lxc'),
    );
  const name = templateSnapshot(guest);
  const exists = name !== undefined && !stage.isNew && observed?.conf?.snapshots.has(name) === true;
  const obstacle = stage.after && ways.snapshotObstacle(stage.after.keys, world.facts.storages);
  if (name !== undefined && !exists && obstacle === undefined)
    operations.push(snapshotOperation(input, name, CLONES_START_HERE));
  if (guest.is_template && conversionObstacle(ways, observed, stage) === undefined)
    operations.push({
      id: 'template',
      doing: `convert ${guest.id} to a template`,
      cause: 'declared as a template',
      run: [kind.tool, 'template', `${guest.id}`],
      effect: 'change',
      deadline: DEADLINES.set,
      retryLocks: true,
      expect: [{ conf: kind.conf(guest.id), key: 'template', value: '1' }],
    });
  return operations;
}

/** Why Proxmox would refuse to convert a guest; undefined: it would not. */
function conversionObstacle<G extends Guest>(
  ways: Ways<G>,
  observed: Observed | undefined,
  stage: Stage,
): string | undefined {
  const snapshots = stage.isNew ? [] : [...(observed?.conf?.snapshots.keys() ?? [])];
  if (snapshots.length > 0) return `it has snapshots (${snapshots.join(', ')})`;
  return ways.conversionObstacle(stage.after?.keys ?? new Map());
}

/** What a person has to know of a guest that is declared a template and cannot become one. */
export function conversionNotes<G extends Guest>(
  { guest }: GuestInput<G>,
  ways: Ways<G>,
  observed: Observed | undefined,
  stage: Stage,
): string[] {
  const obstacle = guest.is_template ? conversionObstacle(ways, observed, stage) : undefined;
  if (obstacle === undefined) return [];
  return [`${guest.id} is not converted to a template, Proxmox would refuse: ${obstacle}`];
}
