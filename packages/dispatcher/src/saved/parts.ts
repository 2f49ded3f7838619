import { guestOf } from '@phoenix/shared-config';
import { machineKey, type ShownPlan, type ShownStep } from '@phoenix/shared-runtime';
import type { Work } from '../job.ts';
import type { Session } from '../session.ts';
import type { Part } from './changes.ts';
import { type Values, valuesOf } from './declared-values.ts';
import type { SavedGuest } from './saved-plan.ts';

/** Plans with what they follow and what they are made from. */
export function savedGuests(
  plans: readonly ShownPlan[],
  { jobs }: Work,
  session: Session,
): SavedGuest[] {
  const needs = new Map(jobs.map((job) => [job.id, job.needs]));
  const key = machineKey(session.world.host);
  return plans.map((plan) => {
    const guest = guestOf(session.declared(), plan.id)?.guest ?? {};
    return { ...plan, needs: needs.get(plan.id) ?? [], declared: valuesOf(guest, key) };
  });
}

/** What the host itself is declared to be. */
export function hostValues(session: Session): Values {
  return valuesOf(session.declaredIfAny().hypervisor, machineKey(session.world.host));
}

/** Guests to be compared. */
export function guestParts(guests: readonly SavedGuest[]): Part[] {
  return guests.map(({ id, name, action, operations, needs, declared, resumes, problems }) => ({
    subject: id,
    name,
    isThere: action !== 'create',
    operations,
    needs,
    declared,
    ...(resumes && { resumes }),
    ...problemOf(problems),
  }));
}

/** Steps to be compared; what is declared for the host is that of each of them. */
export function stepParts(steps: readonly ShownStep[], declared: Values): Part[] {
  return steps.map(({ step, title, operations, problems }) => ({
    subject: step,
    name: title,
    operations,
    needs: [],
    declared,
    ...problemOf(problems),
  }));
}

function problemOf([first]: readonly { readonly message: string }[]): Pick<Part, 'problem'> {
  return first === undefined ? {} : { problem: first.message };
}
