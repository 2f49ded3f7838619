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
  /** Tasks that are not through, with their delay in milliseconds. */
  const of = new Map<number, { rank: Rank; delay: number }>();
  const ranks = new Map<number, Rank>();
  for (const { id, boot } of tasks) {
    if (boot === undefined) continue;
    const rank = ranks.get(boot.rank) ?? { rank: boot.rank, open: 0, settled: 0 };
    rank.open += 1;
    ranks.set(boot.rank, rank);
    of.set(id, { rank, delay: boot.delay * 1000 });
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
      const own = of.get(id);
      if (own === undefined) return;
      of.delete(id);
      own.rank.open -= 1;
      if (done) own.rank.settled = Math.max(own.rank.settled, now + own.delay);
    },
  };
}
