import type { Task } from './task.ts';

/** Keeps the ranks of a boot apart. */
export interface Gate {
  /** From when on a task may begin; undefined while a lower rank is not through. */
  opensAt(task: Task): number | undefined;
  /** A task is through at `now`: done, or it never will be. Only what was done is waited after. */
  pass(id: number, done: boolean, now: number): void;
}

interface Rank {
  readonly rank: number;
  /** Tasks of it that are not through. */
  open: number;
  /** When the delays of those that were done are over. */
  settled: number;
}

/** A gate in front of the ranks of these tasks. */
export function openGate(tasks: readonly Task[]): Gate {
  const of = new Map(tasks.map((task) => [task.id, task.boot]));
  const ranks = new Map<number, Rank>();
  for (const { boot } of tasks) {
    if (boot === undefined) continue;
    const known = ranks.get(boot.rank);
    if (known === undefined) ranks.set(boot.rank, { rank: boot.rank, open: 1, settled: 0 });
    else known.open += 1;
  }
  const ascending = [...ranks.values()].sort((a, b) => a.rank - b.rank);
  return {
    opensAt({ boot }) {
      if (!boot?.waits) return 0;
      let from = 0;
      for (const { rank, open, settled } of ascending) {
        if (rank >= boot.rank) break;
        if (open > 0) return undefined;
        from = Math.max(from, settled);
      }
      return from;
    },
    pass(id, done, now) {
      const boot = of.get(id);
      const rank = boot && ranks.get(boot.rank);
      if (boot === undefined || rank === undefined) return;
      of.delete(id);
      rank.open -= 1;
      if (done && boot.delay > 0) rank.settled = Math.max(rank.settled, now + boot.delay * 1000);
    },
  };
}
