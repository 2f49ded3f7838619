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
  if (guest.is_template)
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
