import * as fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { bootRanks } from './boot.ts';
import { longestPaths } from './longest-path.ts';
import { createSchedule, type Outcome } from './schedule.ts';
import { simulate } from './simulate.ts';
import type { Limits, Task } from './task.ts';

// Ten thousand graphs take seconds, on a busy machine many.
vi.setConfig({ testTimeout: 300_000 });

const RUNS = 10_000;
const NAMES = ['a', 'b', 'c'] as const;
const HOLDERS: Readonly<Record<string, number>> = { a: 1, b: 1, c: 2 };

interface Sketch {
  needs: number[];
  seconds: number;
  holds: string[];
  share: number;
  rank: number | undefined;
  waits: boolean;
  delay: number;
  fate: Outcome;
}

const sketch: fc.Arbitrary<Sketch> = fc.record({
  needs: fc.uniqueArray(fc.nat(30), { maxLength: 3 }),
  seconds: fc.integer({ min: 1, max: 60 }),
  holds: fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 2 }),
  share: fc.integer({ min: 1, max: 100 }),
  rank: fc.option(fc.nat(4), { nil: undefined }),
  waits: fc.boolean(),
  delay: fc.constantFrom(0, 0, 3),
  fate: fc.constantFrom<Outcome>('done', 'done', 'done', 'done', 'idle', 'failed'),
});

/** Tasks whose needs point at earlier ones only, so that there is no circle. */
function tasksOf(sketches: readonly Sketch[], boot: boolean): Task[] {
  const needsOf = (index: number) => (sketches[index]?.needs ?? []).filter((need) => need < index);
  const ranks = bootRanks(
    sketches.map(({ rank }, id) => ({
      id,
      needs: needsOf(id),
      rank: rank ?? Number.POSITIVE_INFINITY,
    })),
  );
  return sketches.map(({ seconds, holds, share, waits, delay }, id) => ({
    id,
    needs: needsOf(id),
    seconds,
    holds: holds.map((name) => ({ name, seconds: (seconds * share) / 100 })),
    ...(boot && { boot: { rank: ranks.get(id) ?? 0, waits, delay } }),
  }));
}

const graph = fc.record({
  sketches: fc.array(sketch, { minLength: 1, maxLength: 30 }),
  parallel: fc.integer({ min: 1, max: 8 }),
});
const limitsOf = (parallel: number): Limits => ({
  parallel,
  holders: (name) => HOLDERS[name] ?? 1,
});

test('never before what it needs, never above a limit, never idle, never stuck', () => {
  fc.assert(
    fc.property(graph, ({ sketches, parallel }) => {
      const tasks = tasksOf(sketches, true);
      const byId = new Map(tasks.map((task) => [task.id, task]));
      const schedule = createSchedule(tasks, limitsOf(parallel));
      const well = new Set<number>();
      const through = new Map<number, number>();
      const running = new Map<number, { end: number; holds: Map<string, number> }>();
      const waiting = new Set(byId.keys());
      const holders = (name: string) =>
        [...running.values()].filter(({ holds }) => holds.has(name)).length;
      /** From when on the boot lets a task begin; undefined while somebody of a lower rank is on. */
      const opensAt = ({ boot }: Task) => {
        if (!boot?.waits) return 0;
        const lower = tasks.filter((one) => (one.boot?.rank ?? 0) < boot.rank);
        if (lower.some(({ id }) => waiting.has(id) || running.has(id))) return undefined;
        return Math.max(0, ...lower.map(({ id }) => through.get(id) ?? 0));
      };
      const couldBegin = (task: Task, now: number) =>
        task.needs.every((need) => well.has(need)) &&
        task.holds.every(({ name }) => holders(name) < (HOLDERS[name] ?? 1)) &&
        (opensAt(task) ?? Number.POSITIVE_INFINITY) <= now;

      for (let now = 0; !schedule.isOver(); ) {
        const { begin, skip, wakeAt } = schedule.next(now);
        for (const { id, because } of skip) {
          waiting.delete(id);
          expect(sketches[because ?? -1]?.fate).toBe('failed');
        }
        for (const id of begin) {
          const task = byId.get(id);
          expect(task !== undefined && couldBegin(task, now)).toBe(true);
          waiting.delete(id);
          const { seconds = 0, holds = [] } = task ?? {};
          const until = holds.map((one) => [one.name, now + one.seconds * 1000] as const);
          running.set(id, { end: now + seconds * 1000, holds: new Map(until) });
        }
        expect(running.size).toBeLessThanOrEqual(parallel);
        if (running.size < parallel)
          for (const id of waiting) {
            const task = byId.get(id);
            expect(task !== undefined && couldBegin(task, now)).toBe(false);
          }
        if (schedule.isOver()) break;
        const times = [...running.values()].flatMap(({ end, holds }) => [end, ...holds.values()]);
        const at = Math.min(wakeAt ?? Number.POSITIVE_INFINITY, ...times);
        expect(Number.isFinite(at)).toBe(true);
        now = Math.max(now, at);
        for (const [id, { end, holds }] of running) {
          for (const [name, free] of holds)
            if (free <= now) {
              schedule.release(id, name);
              holds.delete(name);
            }
          if (end > now) continue;
          const { fate = 'done', delay = 0 } = sketches[id] ?? {};
          schedule.end(id, fate, now);
          running.delete(id);
          if (fate !== 'failed') well.add(id);
          if (fate === 'done') through.set(id, now + delay * 1000);
        }
      }
      expect(waiting.size).toBe(0);
    }),
    { numRuns: RUNS },
  );
});

test('the whole takes no longer than list scheduling promises', () => {
  fc.assert(
    fc.property(graph, ({ sketches, parallel }) => {
      const tasks = tasksOf(sketches, false);
      const { seconds, times } = simulate(tasks, limitsOf(parallel));
      expect(times.size).toBe(tasks.length);
      const work = tasks.reduce((sum, task) => sum + task.seconds, 0);
      const path = Math.max(...longestPaths(tasks).values());
      // At any moment all slots are taken, or the longest way goes on, or somebody waits for what
      // as many hold as may.
      const held = NAMES.map(
        (name) =>
          tasks
            .flatMap(({ holds }) => holds)
            .filter((one) => one.name === name)
            .reduce((sum, one) => sum + one.seconds, 0) / (HOLDERS[name] ?? 1),
      ).reduce((sum, one) => sum + one, 0);
      expect(seconds).toBeLessThanOrEqual(
        work / parallel + path * (1 - 1 / parallel) + held + 1e-6,
      );
      const free = simulate(tasks, { parallel, holders: () => Number.POSITIVE_INFINITY });
      expect(free.seconds).toBeLessThanOrEqual(work / parallel + path * (1 - 1 / parallel) + 1e-6);
      expect(free.seconds).toBeGreaterThanOrEqual(Math.max(path, work / parallel) - 1e-6);
    }),
    { numRuns: RUNS },
  );
});
