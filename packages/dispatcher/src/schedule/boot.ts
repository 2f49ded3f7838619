/** What is known of a task before it has its place in a boot. */
export interface Ranked {
  readonly id: number;
  readonly needs: readonly number[];
  /** Its own rank. */
  readonly rank: number;
}

/**
 * The rank of each task within what needs allow: what is needed goes with the lowest rank that
 * stands on it, for nobody can wait for who waits for him. So a rank never falls from a task to one
 * that needs it.
 */
export function bootRanks(tasks: readonly Ranked[]): ReadonlyMap<number, number> {
  const ranks = new Map(tasks.map(({ id, rank }) => [id, rank]));
  const needs = new Map(tasks.map((task) => [task.id, task.needs]));
  // By rank, so that the first who reaches a task is the lowest of those that stand on it.
  for (const { id, rank } of tasks.toSorted((a, b) => a.rank - b.rank)) {
    if (ranks.get(id) !== rank) continue;
    const reached = new Set([id]);
    for (const at of reached) {
      for (const need of needs.get(at) ?? []) {
        const own = ranks.get(need);
        if (own === undefined || own <= rank) continue;
        ranks.set(need, rank);
        reached.add(need);
      }
    }
  }
  return ranks;
}
