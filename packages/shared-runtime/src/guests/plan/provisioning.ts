import type { PlanProblem } from '../../guest-plan.ts';
import type { Guard, Operation } from '../../operation.ts';
import type { Guest } from '../guest.ts';
import { HEALTH_RECORD } from '../inside/scripts.ts';
import { isBeingMade, type Observed } from '../observed.ts';
import { healthPlan } from './health.ts';
import { snapshotPlan } from './lifecycle.ts';
import { startOperation } from './power.ts';
import { isFeature } from './provision.ts';
import { templateSnapshot } from './snapshots.ts';
import { type JudgedStep, judge, stepOperations, willRun } from './steps.ts';
import { conversionProblems, templateEnd } from './template-end.ts';
import { testsOnCreate } from './tests.ts';
import type { GuestInput, Part, ProvisionStep, Stage } from './types.ts';
import type { Steps, Ways } from './ways.ts';

/** What comes from the start on, in two parts. */
export interface Tail extends Part {
  /** Whether steps are expected to run. */
  readonly provisions: boolean;
  /** Once the guest is as it is to be: its last snapshots, the end of a template. */
  readonly end: readonly Operation[];
}

/** Everything from the start on; see `tailOf`. */
export function afterStart<G extends Guest>(
  input: GuestInput<G>,
  ways: Ways<G>,
  observed: Observed | undefined,
  stage: Stage,
): Part {
  const { operations, end, notes = [], problems = [] } = tailOf(input, ways, observed, stage);
  return { operations: [...operations, ...end], notes, problems };
}

/**
 * Everything from the start on: readiness, first steps, a snapshot, later steps, health, tests;
 * at its end the last snapshot, and a template stopped with its snapshot, or converted.
 */
export function tailOf<G extends Guest>(
  input: GuestInput<G>,
  ways: Ways<G>,
  observed: Observed | undefined,
  stage: Stage,
): Tail {
  const { guest } = input;
  const template = ways.isTemplate(guest);
  if (observed?.conf?.main.keys.get('template') === '1')
    return { operations: [], end: [], provisions: false };
  const steps = ways.steps(input);
  const finished = template && isSettled(guest, observed);
  const settled = stage.bringOnly === true || finished;
  const held = (source: GuestInput<G>) => features(ways.steps(source));
  const judged = (list: readonly ProvisionStep[]): JudgedStep[] =>
    settled ? [] : list.map((step) => judge(input, observed, stage.isNew, step, held));
  const first = judged(steps.first);
  const later = judged(steps.later);
  const all = [...first, ...later];
  // What only the guest can tell it may tell otherwise than expected, and then has to be running.
  const needed = all.some(({ state }) => state !== 'done');
  const starts = !stage.running && (stage.bringOnly === true || !template || needed);
  const checks = !template && healthPlan(input) !== undefined;
  // What was started and never seen ready and healthy is not up, however long it has run.
  const unseen = observed?.making !== undefined && (stage.bringOnly === true || !finished);
  // Nor is, for who wants something of it, one that does not tell what it remembers.
  const silent = ways.readyLate && observed?.memory === undefined && (needed || checks);
  const awaited = stage.running && (unseen || silent);
  const snapshots = snapshotPlan(input, ways, observed, stage, later);
  const health = template
    ? undefined
    : healthPart(input, observed, starts || (awaited && unseen) || all.some(willRun));
  const tests = later.some(willRun) ? testsOnCreate(input) : { operations: [], notes: [] };
  const operations: Operation[] = [
    ...(starts ? [startOperation(input, startCause(template))] : []),
    ...(starts || awaited ? ways.ready(input) : []),
    ...first.flatMap((step) => stepOperations(input, step)),
    ...snapshots.before,
    ...later.flatMap((step) => stepOperations(input, step)),
    ...(health?.operations ?? []),
    ...tests.operations,
  ];
  return {
    operations,
    provisions: all.some(willRun),
    end: [
      ...snapshots.last,
      ...(template && !settled ? templateEnd(input, ways, observed, stage, starts) : []),
    ],
    notes: [
      ...snapshots.notes,
      ...tests.notes,
      ...(settled && template ? staleNotes(guest, observed, features(steps)) : []),
    ],
    problems: [
      ...(settled ? [] : conversionProblems(input, ways, observed, stage)),
      ...all.flatMap(problemsOf),
      ...(health?.problems ?? []),
    ],
  };
}

function features({ first, later }: Steps): ProvisionStep[] {
  return [...first, ...later].filter(isFeature);
}

function startCause(template: boolean): string {
  return template ? 'started for its provisioning' : 'declared guests run';
}

function problemsOf(judged: JudgedStep): readonly PlanProblem[] {
  return judged.state === 'done' ? [] : judged.step.problems;
}

/** A template with its snapshot is finished: redoing it would pull the ground from its clones. */
function isSettled(guest: Guest, observed: Observed | undefined): boolean {
  const name = templateSnapshot(guest);
  if (observed === undefined || isBeingMade(observed) || name === undefined) return false;
  return observed.conf?.snapshots.has(name) === true;
}

function staleNotes(
  { id }: Guest,
  observed: Observed | undefined,
  steps: readonly ProvisionStep[],
): string[] {
  const memory = observed?.memory;
  if (memory === undefined) return [];
  const names = (list: readonly ProvisionStep[]) =>
    list.map(({ record }) => record.replace('feature.', '')).join(', ');
  const added = steps.filter(({ record }) => !memory.has(record));
  const changed = steps.filter(
    ({ record, hash }) => memory.has(record) && memory.get(record) !== hash,
  );
  const remake = `to have it, type phoenix delete ${id} and phoenix create ${id}`;
  return [
    ...(added.length > 0 ? [`feature ${names(added)} is not in template ${id}; ${remake}`] : []),
    ...(changed.length > 0
      ? [`feature ${names(changed)} has changed since template ${id} was made; ${remake}`]
      : []),
  ];
}

function healthPart(
  input: GuestInput,
  observed: Observed | undefined,
  anew: boolean,
): { operations: Operation[]; problems: readonly PlanProblem[] } | undefined {
  const health = healthPlan(input);
  if (!health) return undefined;
  const { operations, problems } = health;
  if (anew) return { operations: [...operations], problems };
  if (observed?.memory?.get(HEALTH_RECORD) === health.hash) return undefined;
  const guard: Guard = {
    guest: input.guest.id,
    record: HEALTH_RECORD,
    hash: health.hash,
    predicted: observed?.memory === undefined ? 'done' : 'run',
  };
  return { operations: operations.map((operation) => ({ ...operation, guard })), problems };
}
