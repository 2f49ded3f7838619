import type { Operation } from '../../operation.ts';
import type { Guest } from '../guest.ts';
import type { Observed } from '../observed.ts';
import { CLONES_START_HERE, deleteSnapshot, takeSnapshot } from './snapshots.ts';
import { type JudgedStep, willRun } from './steps.ts';
import type { GuestInput, Stage } from './types.ts';
import type { Ways } from './ways.ts';

/** The snapshots of a guest's life that are still to be taken, by their place in the plan. */
export interface SnapshotPlan {
  readonly before: readonly Operation[];
  readonly last: readonly Operation[];
  readonly notes: readonly string[];
}

/** Plans the snapshots of a guest; `later` are the steps that come after the first of them. */
export function snapshotPlan<G extends Guest>(
  input: GuestInput<G>,
  ways: Ways<G>,
  observed: Observed | undefined,
  stage: Stage,
  later: readonly JudgedStep[],
): SnapshotPlan {
  const none = { before: [], last: [], notes: [] };
  if (stage.bringOnly === true || stage.after === undefined) return none;
  const { guest, world } = input;
  const { before, last, template } = ways.lifecycle(guest);
  const existing = stage.isNew ? undefined : observed?.conf;
  const names = [
    ...[before, last].filter(({ wanted }) => wanted).map(({ name }) => name),
    ...(template === undefined ? [] : [template]),
  ];
  const missing = names.filter((name) => existing?.snapshots.has(name) !== true);
  const obstacle = ways.snapshotObstacle(stage.after.keys, world.facts.storages);
  if (obstacle !== undefined) {
    if (missing.length === 0) return none;
    return { ...none, notes: [`no snapshot ${missing.join(', ')} of ${guest.id}: ${obstacle}`] };
  }
  const lacks = (name: string) => missing.includes(name);
  const first: Operation[] =
    before.wanted && lacks(before.name) && (later.length === 0 || later.some(willRun))
      ? takeSnapshot(input, existing, before.name, 'what reconfigure goes back to')
      : [];
  const end: Operation[] = [];
  if (last.wanted) {
    const stale = !lacks(last.name) && later.some(({ state }) => state === 'todo');
    if (stale) end.push(...deleteSnapshot(input, existing, last.name, input.kind.later.ranAgain));
    if (stale || lacks(last.name))
      end.push(...takeSnapshot(input, existing, last.name, 'the guest as declared'));
  }
  if (template !== undefined && lacks(template) && !ways.isTemplate(guest))
    end.push(...takeSnapshot(input, existing, template, CLONES_START_HERE));
  return { before: first, last: end, notes: [] };
}
