import { type Gate, openGate } from './gate.ts';
import { longestPaths } from './longest-path.ts';
import type { Limits, Task } from './task.ts';

/** How a task came out: done; nothing was to be done; failed. */
export type Outcome = 'done' | 'idle' | 'failed';

/** What is to happen now. */
export interface Next {
  /** Tasks that begin; they count as running from here on. */
  readonly begin: readonly number[];
  /** Tasks that never will, with the failed one that they need; without it after a halt. */
  readonly skip: readonly { readonly id: number; readonly because: number | undefined }[];
  /** When to ask again although nothing has ended: a delay is over. */
  readonly wakeAt: number | undefined;
}

/**
 * Decides when tasks begin, and nothing else: it starts no process and reads no clock. Each call
 * tells it what has happened; `next` answers what is to happen.
 */
export interface Schedule {
  /** `now` in milliseconds, never going back. */
  next(now: number): Next;
  /** A running task holds that no longer. */
  release(id: number, name: string): void;
  /** A task has ended, whether it was begun or not. */
  end(id: number, outcome: Outcome, now: number): void;
  /** Nothing begins any more; what waits is skipped. */
  halt(): void;
  /** Nothing runs and nothing waits. */
  isOver(): boolean;
}

/**
 * List scheduling: of the tasks that may begin, the most urgent goes first (the one with the longest way
 * to the end of the run, unless `urgency` says otherwise), then the one that was named first. A task that has to wait
 * for something shared lets others go by, so nothing is idle while anything could run. Throws when needs form a circle.
 */
export function createSchedule(
  tasks: readonly Task[],
  limits: Limits,
  urgency?: ReadonlyMap<number, number>,
): Schedule {
  const paths = urgency ?? longestPaths(tasks);
  if (paths.size < tasks.length) throw new Error('the needs of the tasks form a circle');
  // Sorting keeps the order of those that are as urgent as each other: that in which they were named.
  const byUrgency = (a: Task, b: Task) => (paths.get(b.id) ?? 0) - (paths.get(a.id) ?? 0);
  const waiting = new Map(tasks.toSorted(byUrgency).map((task) => [task.id, task]));
  const running = new Map<number, Set<string>>();
  const ended = new Map<number, Outcome>();
  /** Of what was skipped: the failed task that is to blame. */
  const blamed = new Map<number, number>();
  const holders = new Map<string, number>();
  const gate = openGate(tasks);
  let halted = false;

  const blame = ({ needs }: Task) => {
    const failed = needs.find((need) => ended.get(need) === 'failed' || blamed.has(need));
    return failed === undefined ? undefined : (blamed.get(failed) ?? failed);
  };
  const isReady = ({ needs }: Task) =>
    !needs.some((need) => running.has(need) || waiting.has(need));
  const isFree = ({ holds }: Task) =>
    holds.every(({ name }) => (holders.get(name) ?? 0) < limits.holders(name));
  const hold = (names: Iterable<string>, by: 1 | -1) => {
    for (const name of names) holders.set(name, (holders.get(name) ?? 0) + by);
  };

  return {
    next(now) {
      const skip = skipAll(waiting, blame, blamed, gate, halted, now);
      const begin: number[] = [];
      const wakes: number[] = [];
      for (const task of waiting.values()) {
        if (running.size >= limits.parallel) break;
        if (!isReady(task) || !isFree(task)) continue;
        const opens = gate.opensAt(task);
        if (opens === undefined) continue;
        if (opens > now) {
          wakes.push(opens);
          continue;
        }
        const held = new Set(task.holds.map(({ name }) => name));
        hold(held, 1);
        running.set(task.id, held);
        waiting.delete(task.id);
        begin.push(task.id);
      }
      return { begin, skip, wakeAt: wakes.length === 0 ? undefined : Math.min(...wakes) };
    },
    release(id, name) {
      if (running.get(id)?.delete(name)) hold([name], -1);
    },
    end(id, outcome, now) {
      hold(running.get(id) ?? [], -1);
      running.delete(id);
      waiting.delete(id);
      ended.set(id, outcome);
      gate.pass(id, outcome === 'done', now);
    },
    halt() {
      halted = true;
    },
    isOver: () => running.size === 0 && waiting.size === 0,
  };
}

/** Takes out what will never begin. */
function skipAll(
  waiting: Map<number, Task>,
  blame: (task: Task) => number | undefined,
  blamed: Map<number, number>,
  gate: Gate,
  halted: boolean,
  now: number,
): Next['skip'] {
  const skipped: { id: number; because: number | undefined }[] = [];
  const skip = (id: number, because: number | undefined) => {
    waiting.delete(id);
    gate.pass(id, false, now);
    if (because !== undefined) blamed.set(id, because);
    skipped.push({ id, because });
  };
  // What needs a skipped task may come before it in urgency's order, so until nothing more is found.
  for (let found = true; found; ) {
    found = false;
    for (const task of waiting.values()) {
      const because = blame(task);
      if (because === undefined) continue;
      found = true;
      skip(task.id, because);
    }
  }
  if (halted) for (const id of waiting.keys()) skip(id, undefined);
  return skipped;
}
