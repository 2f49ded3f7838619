import { EXIT } from '../../exit-codes.ts';
import type { PlanProblem } from '../../guest-plan.ts';
import type { Operation } from '../../operation.ts';
import type { Guest } from '../guest.ts';
import type { Observed } from '../observed.ts';
import { DEADLINES } from './deadlines.ts';
import { stopOperation } from './power.ts';
import { CLONES_START_HERE, takeSnapshot, templateSnapshot } from './snapshots.ts';
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
  const existing = stage.isNew ? undefined : observed?.conf;
  const exists = name !== undefined && existing?.snapshots.has(name) === true;
  const obstacle = stage.after && ways.snapshotObstacle(stage.after.keys, world.facts.storages);
  if (name !== undefined && !exists && obstacle === undefined)
    operations.push(...takeSnapshot(input, existing, name, CLONES_START_HERE));
  if (guest.is_template)
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

/**
 * Why a guest that is declared a template cannot become one. It is not touched then: what is done
 * to a guest before its conversion would be done to one that goes on being used.
 */
export function conversionProblems<G extends Guest>(
  { guest, kind }: GuestInput<G>,
  ways: Ways<G>,
  observed: Observed | undefined,
  stage: Stage,
): PlanProblem[] {
  if (!guest.is_template) return [];
  const { id } = guest;
  const cannot = `cannot convert ${id} to a template, Proxmox would refuse`;
  const existing = stage.isNew ? undefined : observed?.conf;
  const unfinished = [...(existing?.unfinished ?? [])];
  const snapshots = [...(existing?.snapshots.keys() ?? []), ...unfinished];
  if (snapshots.length > 0) {
    const isLocked = observed?.lockLeftBy !== undefined;
    const unlock = isLocked ? `${kind.tool} unlock ${id} && ` : '';
    const force = (name: string) => (unfinished.includes(name) ? ' --force 1' : '');
    const commands = snapshots
      .map((name) => `${kind.tool} delsnapshot ${id} ${name}${force(name)}`)
      .join(' && ');
    return [
      {
        message: `${cannot}: it has snapshots (${snapshots.join(', ')})`,
        hint: `if they are not needed any more, type ${unlock}${commands}; else take is_template out of ${id}`,
        exit: EXIT.failed,
      },
    ];
  }
  const obstacle = ways.conversionObstacle(stage.after?.keys ?? new Map());
  if (obstacle === undefined) return [];
  return [
    {
      message: `${cannot}: ${obstacle}`,
      hint: `take that away, also where it is declared, or take is_template out of ${id}`,
    },
  ];
}
