import type { Task } from './task.ts';

/**
 * For each task the seconds from its beginning to the end of all that stands on it, along the
 * longest way there is.
 */
export function longestPaths(
  tasks: readonly Pick<Task, 'id' | 'needs' | 'seconds'>[],
): ReadonlyMap<number, number> {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const open = new Map<number, number>(tasks.map(({ id }) => [id, 0]));
  for (const { needs } of tasks)
    for (const need of needs) open.set(need, (open.get(need) ?? 0) + 1);
  const after = new Map<number, number>();
  const paths = new Map<number, number>();
  const ready = tasks.filter(({ id }) => open.get(id) === 0);
  // An array hands out what is added to it while it is gone through.
  for (const { id, needs, seconds } of ready) {
    const path = seconds + (after.get(id) ?? 0);
    paths.set(id, path);
    for (const need of needs) {
      after.set(need, Math.max(after.get(need) ?? 0, path));
      const left = (open.get(need) ?? 0) - 1;
      open.set(need, left);
      const task = byId.get(need);
      if (left === 0 && task !== undefined) ready.push(task);
    }
  }
  return paths;
}
