import type { ShownPlan } from '@phoenix/shared-runtime';
import type { Job } from '../job.ts';
import { limitsOf } from '../limits.ts';
import { simulate } from '../schedule/simulate.ts';
import { urgencies } from '../schedule/urgency.ts';
import type { Session } from '../session.ts';
import { tasksOf } from '../tasks-of.ts';
import { learn } from './durations.ts';
import { expect } from './expect.ts';

/** About how long a run would take, by what past ones took. */
export interface Estimate {
  readonly seconds: number;
  /** Guests at the same time. */
  readonly parallel: number;
  /** Operations of which the past tells nothing; each is taken for a few seconds. */
  readonly unknown: number;
}

/**
 * Simulates the run of these jobs with the durations that the journal of this host tells. Undefined
 * when nothing is to be done, or the past tells nothing at all.
 */
export function estimateOf(
  jobs: readonly Job[],
  plans: ReadonlyMap<number, ShownPlan>,
  session: Session,
): Estimate | undefined {
  const pending = [...plans.values()].filter(({ action }) => action !== 'none');
  if (pending.length === 0) return undefined;
  const { host, env } = session.world;
  const durations = learn(host);
  const unknown = pending.reduce((sum, plan) => sum + expect(plan, durations).unknown, 0);
  const all = pending.reduce((sum, { operations }) => sum + operations.length, 0);
  if (unknown === all) return undefined;
  const acting = new Map(pending.map((plan) => [plan.id, plan]));
  const tasks = tasksOf(jobs, acting, session.declared(), durations);
  const limits = limitsOf(session.flags, env);
  const { seconds } = simulate(tasks, limits, urgencies(tasks, limits));
  return { seconds, parallel: limits.parallel, unknown };
}
