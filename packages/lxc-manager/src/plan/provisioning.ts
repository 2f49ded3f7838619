import { isTemplate } from '@phoenix/shared-config';
import type { Guard, Operation, PlanProblem } from '@phoenix/shared-runtime';
import type { Observed } from '../observe/observed.ts';
import { HEALTH_RECORD, healthPlan } from './health.ts';
import { startOperations } from './power.ts';
import { provisionSteps } from './provision.ts';
import {
  CLONES_START_HERE,
  declaredSnapshots,
  deleteSnapshotOperation,
  FINAL_FORM,
  PRE_CONFIGURED,
  snapshotObstacle,
  snapshotOperation,
} from './snapshots.ts';
import { type JudgedStep, judge, stepOperations, willRun } from './steps.ts';
import { conversionNotes, templateEnd } from './template-end.ts';
import { testsOnCreate } from './tests.ts';
import { type Part, type PlanInput, type Stage, templateSnapshot } from './types.ts';

/**
 * Everything from the start on: readiness, features, snapshot before the application, the
 * application script, health, tests, last snapshot; a template ends stopped with its snapshot.
 */
export function afterStart(input: PlanInput, observed: Observed | undefined, stage: Stage): Part {
  const { guest } = input;
  const template = isTemplate(guest);
  if (observed?.conf?.main.keys.get('template') === '1') return { operations: [] };
  const steps = provisionSteps(input);
  const settled = stage.bringOnly === true || (template && isSettled(input, observed));
  const judged = (list: typeof steps.features): JudgedStep[] =>
    settled ? [] : list.map((step) => judge(input, observed, stage.isNew, step));
  const features = judged(steps.features);
  const application = steps.application && judged([steps.application])[0];
  const all = application ? [...features, application] : features;
  // What only the guest can tell it may tell otherwise than expected, and then has to be running.
  const needed = all.some(({ state }) => state !== 'done');
  const starts = !stage.running && (stage.bringOnly === true || !template || needed);
  const snapshots = snapshotPlan(input, observed, stage, application);
  const health = template ? undefined : healthPart(input, observed, starts, all.some(willRun));
  const tests =
    application && willRun(application) ? testsOnCreate(input) : { operations: [], notes: [] };
  const operations: Operation[] = [
    ...(starts ? startOperations(guest, startCause(template)) : []),
    ...features.flatMap((step) => stepOperations(input, step)),
    ...snapshots.beforeApplication,
    ...(application ? stepOperations(input, application) : []),
    ...(health?.operations ?? []),
    ...tests.operations,
    ...snapshots.last,
    ...(template && !settled ? templateEnd(input, observed, stage, starts) : []),
  ];
  return {
    operations,
    notes: [
      ...snapshots.notes,
      ...tests.notes,
      ...staleNotes(input, observed, settled && template),
      ...(settled ? [] : conversionNotes(input, observed, stage)),
    ],
    problems: [...all.flatMap(problemsOf), ...(health?.problems ?? [])],
  };
}

function startCause(template: boolean): string {
  return template ? 'started for its provisioning' : 'declared guests run';
}

function problemsOf(judged: JudgedStep): readonly PlanProblem[] {
  return judged.state === 'done' ? [] : judged.step.problems;
}

/** A template with its snapshot is finished: redoing it would pull the ground from its clones. */
function isSettled({ guest }: PlanInput, observed: Observed | undefined): boolean {
  const name = templateSnapshot(guest);
  if (observed?.making !== undefined || name === undefined) return false;
  return observed?.conf?.snapshots.has(name) === true;
}

function staleNotes(input: PlanInput, observed: Observed | undefined, applies: boolean): string[] {
  const memory = observed?.memory;
  if (!applies || memory === undefined) return [];
  const { features } = provisionSteps(input);
  const names = (list: typeof features) =>
    list.map(({ record }) => record.replace('feature.', '')).join(', ');
  const added = features.filter(({ record }) => !memory.has(record));
  const changed = features.filter(
    ({ record, hash }) => memory.has(record) && memory.get(record) !== hash,
  );
  const id = input.guest.id;
  const remake = `to have it, type phoenix delete ${id} and phoenix create ${id}`;
  return [
    ...(added.length > 0 ? [`feature ${names(added)} is not in template ${id}; ${remake}`] : []),
    ...(changed.length > 0
      ? [`feature ${names(changed)} has changed since template ${id} was made; ${remake}`]
      : []),
  ];
}

function healthPart(
  input: PlanInput,
  observed: Observed | undefined,
  starts: boolean,
  provisions: boolean,
): { operations: Operation[]; problems: readonly PlanProblem[] } | undefined {
  const health = healthPlan(input);
  if (!health) return undefined;
  const { operations, problems } = health;
  if (starts || provisions) return { operations: [...operations], problems };
  if (observed?.memory?.get(HEALTH_RECORD) === health.hash) return undefined;
  const guard: Guard = {
    guest: input.guest.id,
    record: HEALTH_RECORD,
    hash: health.hash,
    predicted: observed?.memory === undefined ? 'done' : 'run',
  };
  return { operations: operations.map((operation) => ({ ...operation, guard })), problems };
}

function snapshotPlan(
  input: PlanInput,
  observed: Observed | undefined,
  stage: Stage,
  application: JudgedStep | undefined,
): { beforeApplication: Operation[]; last: Operation[]; notes: string[] } {
  const none = { beforeApplication: [], last: [], notes: [] };
  if (stage.bringOnly === true || stage.after === undefined) return none;
  const { guest, world } = input;
  const wanted = declaredSnapshots(guest);
  const existing = stage.isNew ? undefined : observed?.conf?.snapshots;
  const names = [
    ...(wanted.preConfigured ? [PRE_CONFIGURED] : []),
    ...(wanted.finalForm ? [FINAL_FORM] : []),
    ...(wanted.template === undefined ? [] : [wanted.template]),
  ];
  const missing = names.filter((name) => existing?.has(name) !== true);
  const obstacle = snapshotObstacle(stage.after.keys, world.facts.storages);
  if (obstacle !== undefined) {
    if (missing.length === 0) return none;
    return { ...none, notes: [`no snapshot ${missing.join(', ')} of ${guest.id}: ${obstacle}`] };
  }
  const runs = application !== undefined && willRun(application);
  const lacks = (name: string) => missing.includes(name);
  const beforeApplication =
    lacks(PRE_CONFIGURED) && wanted.preConfigured && (runs || application === undefined)
      ? [snapshotOperation(guest.id, PRE_CONFIGURED, 'what reconfigure goes back to')]
      : [];
  const last: Operation[] = [];
  if (wanted.finalForm) {
    const stale = !lacks(FINAL_FORM) && application?.state === 'todo';
    if (stale)
      last.push(deleteSnapshotOperation(guest.id, FINAL_FORM, 'the application has run again'));
    if (stale || lacks(FINAL_FORM))
      last.push(snapshotOperation(guest.id, FINAL_FORM, 'the guest as declared'));
  }
  if (wanted.template !== undefined && lacks(wanted.template) && !isTemplate(guest))
    last.push(snapshotOperation(guest.id, wanted.template, CLONES_START_HERE));
  return { beforeApplication, last, notes: [] };
}
