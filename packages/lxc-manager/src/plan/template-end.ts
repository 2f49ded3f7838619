import type { Operation } from '@phoenix/shared-runtime';
import type { Observed } from '../observe/observed.ts';
import { PATHS } from '../paths.ts';
import { stopOperation } from './power.ts';
import { CLONES_START_HERE, snapshotObstacle, snapshotOperation } from './snapshots.ts';
import { DEADLINES, type PlanInput, type Stage, templateSnapshot } from './types.ts';

/**
 * How a template ends: stopped, so that its file system is clean, then its snapshot, then, where
 * it is declared so, converted to a Proxmox template.
 */
export function templateEnd(
  { guest, world }: PlanInput,
  observed: Observed | undefined,
  stage: Stage,
  started: boolean,
): Operation[] {
  const operations: Operation[] = [];
  const unfinished = observed?.making !== undefined || guest.is_template;
  const stops = started || (stage.running && unfinished);
  if (stops) operations.push(stopOperation(guest, 'templates end stopped', true));
  const name = templateSnapshot(guest);
  const exists = name !== undefined && !stage.isNew && observed?.conf?.snapshots.has(name) === true;
  const obstacle = stage.after && snapshotObstacle(stage.after.keys, world.facts.storages);
  if (name !== undefined && !exists && obstacle === undefined)
    operations.push(snapshotOperation(guest.id, name, CLONES_START_HERE));
  if (guest.is_template && conversionObstacle(observed, stage) === undefined)
    operations.push({
      id: 'template',
      doing: `convert ${guest.id} to a template`,
      cause: 'declared as a template',
      run: ['pct', 'template', `${guest.id}`],
      effect: 'change',
      deadline: DEADLINES.set,
      retryLocks: true,
      expect: [{ conf: PATHS.conf(guest.id), key: 'template', value: '1' }],
    });
  return operations;
}

/** Why Proxmox would refuse to convert a container; undefined: it would not. */
function conversionObstacle(observed: Observed | undefined, stage: Stage): string | undefined {
  const snapshots = stage.isNew ? [] : [...(observed?.conf?.snapshots.keys() ?? [])];
  if (snapshots.length > 0) return `it has snapshots (${snapshots.join(', ')})`;
  const bind = [...(stage.after?.keys ?? [])].find(
    ([key, value]) => /^mp\d+$/.test(key) && value.startsWith('/'),
  );
  return bind && `${bind[0]} (${bind[1].split(',')[0]}) is a bind mount`;
}

/** What a person has to know of a container that is declared a template and cannot become one. */
export function conversionNotes(
  { guest }: PlanInput,
  observed: Observed | undefined,
  stage: Stage,
): string[] {
  const obstacle = guest.is_template ? conversionObstacle(observed, stage) : undefined;
  if (obstacle === undefined) return [];
  return [`${guest.id} is not converted to a template, Proxmox would refuse: ${obstacle}`];
}
