import { closure, edges, type Guests } from '@phoenix/shared-config';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Job } from './job.ts';
import { guests, lab } from './test-support/declared.ts';
import { bringUp, deleteDown, restartAll, startUp, stopDown } from './work.ts';

/** Acyclic guests: each stands only on lower ids. With some of them named. */
const labs = fc
  .array(
    fc.record({
      clone: fc.option(fc.nat(), { nil: undefined }),
      needs: fc.array(fc.nat(), { maxLength: 3 }),
      boot: fc.option(fc.nat(5), { nil: undefined }),
      vm: fc.boolean(),
      named: fc.boolean(),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((list) => {
    const sketches = list.map(({ clone, needs, boot, vm }, index) => {
      const below = (n: number) => 100 + (n % index);
      return [
        100 + index,
        {
          ...(clone !== undefined && index > 0 && { clone: below(clone) }),
          needs: index > 0 ? [...new Set(needs.map(below))] : [],
          ...(boot !== undefined && { boot }),
          ...(vm && { vm }),
        },
      ];
    });
    const targets = list.flatMap(({ named }, index) => (named ? [100 + index] : []));
    return { declared: guests(Object.fromEntries(sketches)), targets };
  });

const ids = (jobs: readonly Job[]) => jobs.map(({ id }) => id);

/** Everything that is needed has its turn before; each guest has one. */
function valid(jobs: readonly Job[]): boolean {
  const seen = new Set<number>();
  const present = new Set(ids(jobs));
  for (const { id, needs } of jobs) {
    if (seen.has(id)) return false;
    if (needs.some((need) => present.has(need) && !seen.has(need))) return false;
    seen.add(id);
  }
  return true;
}

/** No guest has its turn before one that it stands on, also by way of guests without a turn. */
function respects(declared: Guests, order: readonly number[], why?: 'dependency'): boolean {
  const links = edges(declared).filter((edge) => why === undefined || edge.why === why);
  const place = new Map(order.map((id, index) => [id, index]));
  return order.every((id) => {
    const below = new Set([id]);
    for (const at of below) for (const { from, to } of links) if (from === at) below.add(to);
    return [...below].every((one) => (place.get(one) ?? -1) <= (place.get(id) ?? 0));
  });
}

describe('over random labs', () => {
  it('create takes exactly what the named stand on, foundations first', () => {
    fc.assert(
      fc.property(labs, ({ declared, targets }) => {
        const { jobs } = bringUp(declared, targets, 'bring');
        expect(new Set(ids(jobs))).toEqual(new Set(closure(declared, targets)));
        expect(valid(jobs) && respects(declared, ids(jobs))).toBe(true);
        for (const job of jobs) expect(job.bring).toBe(!targets.includes(job.id));
      }),
    );
  });

  it('start follows dependencies alone', () => {
    fc.assert(
      fc.property(labs, ({ declared, targets }) => {
        const { jobs } = startUp(declared, targets);
        expect(valid(jobs) && respects(declared, ids(jobs), 'dependency')).toBe(true);
      }),
    );
  });

  it('stop takes the named alone, in the reverse of their start', () => {
    fc.assert(
      fc.property(labs, ({ declared, targets }) => {
        const started = ids(startUp(declared, targets).jobs).filter((id) => targets.includes(id));
        const { jobs } = stopDown(declared, targets);
        expect(ids(jobs)).toEqual(started.toReversed());
        expect(valid(jobs)).toBe(true);
      }),
    );
  });

  it('delete takes the named alone, what stands on others first', () => {
    fc.assert(
      fc.property(labs, ({ declared, targets }) => {
        const { jobs } = deleteDown(declared, targets);
        expect(ids(jobs).toSorted()).toEqual(targets.toSorted());
        expect(valid(jobs) && respects(declared, ids(jobs).toReversed())).toBe(true);
      }),
    );
  });

  it('restart takes each named guest once, after what it depends on', () => {
    fc.assert(
      fc.property(labs, ({ declared, targets }) => {
        const { ask, jobs } = restartAll(declared, targets);
        expect(jobs.every(({ verb }) => verb === ask)).toBe(true);
        expect(ids(jobs)).toEqual(ids(stopDown(declared, targets).jobs).toReversed());
      }),
    );
  });
});

describe('who waits for whom', () => {
  const needs = (jobs: readonly Job[], id: number) => jobs.findLast((job) => job.id === id)?.needs;

  it('a created guest: what it is cloned from and depends on', () => {
    expect(needs(bringUp(lab, [950], 'bring').jobs, 950)).toEqual([920, 953]);
  });
  it('a stopped guest: those named that depend on it, through others as well', () => {
    expect(needs(stopDown(lab, [953, 956]).jobs, 953)).toEqual([956]);
  });
  it('a deleted guest: its clones, also those of a clone that is not named', () => {
    expect(needs(deleteDown(lab, [900, 920]).jobs, 900)).toEqual([920]);
  });
  it('a restarted guest: what it depends on', () => {
    expect(needs(restartAll(lab, [950, 953]).jobs, 950)).toEqual([953]);
  });
});
