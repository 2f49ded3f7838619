import { type Guests, guestOf, isTemplate } from '@phoenix/shared-config';
import type { ShownPlan } from '@phoenix/shared-runtime';
import type { Job } from './job.ts';
import { type Durations, durationsIn } from './learn/durations.ts';
import { type Expected, expect } from './learn/expect.ts';
import { bootRanks } from './schedule/boot.ts';
import type { Boot, Task } from './schedule/task.ts';

/** What is looked at in a plan. */
type Planned = Pick<ShownPlan, 'id' | 'action' | 'operations' | 'resumes'>;

const LAST = Number.POSITIVE_INFINITY;

/** What the scheduler has to know of jobs; `plans` are those of the guests that have one. */
export function tasksOf(
  jobs: readonly Job[],
  plans: ReadonlyMap<number, Planned>,
  declared: Guests,
  durations: Durations = durationsIn([]),
): Task[] {
  const ranks = ranksOf(jobs, declared);
  return jobs.map((job) => {
    const plan = plans.get(job.id);
    const boot = plan && bootOf(job, plan, ranks.get(job.id) ?? LAST, declared);
    const { seconds, holds, unknown } = plan === undefined ? NOTHING : expect(plan, durations);
    const guessed = unknown > 0 ? { guessed: true as const } : {};
    return { id: job.id, needs: job.needs, seconds, ...guessed, holds, ...(boot && { boot }) };
  });
}

const NOTHING: Expected = { seconds: 0, holds: [], unknown: 0 };

/** What stops does so in exactly the reverse of the order in which it starts. */
function ranksOf(jobs: readonly Job[], declared: Guests): ReadonlyMap<number, number> {
  const stops = jobs.some(({ verb }) => verb === 'stop');
  const inStart = bootRanks(
    (stops ? reversed(jobs) : jobs).map(({ id, needs }) => ({
      id,
      needs,
      rank: rankOf(id, declared),
    })),
  );
  return stops ? new Map([...inStart].map(([id, rank]) => [id, -rank])) : inStart;
}

function rankOf(id: number, declared: Guests): number {
  const guest = guestOf(declared, id)?.guest;
  return guest === undefined || isTemplate(guest) ? LAST : (guest.boot_order ?? LAST);
}

/** The same jobs with what needs them in place of what they need. */
function reversed(jobs: readonly Job[]): Pick<Job, 'id' | 'needs'>[] {
  return jobs.map(({ id }) => ({
    id,
    needs: jobs.filter(({ needs }) => needs.includes(id)).map((job) => job.id),
  }));
}

/**
 * The place of a guest that is started or stopped. One that is made has to run for its
 * provisioning, which is no boot: it waits for what it depends on and for nobody else.
 */
function bootOf(
  { id, verb }: Job,
  { action, operations, resumes }: Planned,
  rank: number,
  declared: Guests,
): Boot | undefined {
  const guest = guestOf(declared, id)?.guest;
  if (guest === undefined || isTemplate(guest)) return undefined;
  const does = (name: string) => operations.some((operation) => operation.id === name);
  if (verb === 'stop') return does('stop') ? { rank, waits: true, delay: 0 } : undefined;
  if ((verb !== 'start' && verb !== 'create') || !does('start')) return undefined;
  return { rank, waits: action === 'change' && !resumes, delay: guest.boot_delay ?? 0 };
}
