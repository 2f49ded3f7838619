import { longestPaths } from './longest-path.ts';
import { simulate } from './simulate.ts';
import type { Limits, Task } from './task.ts';

/** Orders that are tried for a run of a few guests; fewer for more, each costs the square of them. */
const MOST = 300;
const EFFORT = 200_000;

/** Who is this near to what no order can go below is not worth a search. */
const NEAR = 1.01;

/**
 * How urgent each task is: the higher goes first. That is the longest way to the end of the run, or what
 * ends it sooner when every task takes as long as is expected: whoever holds a place holds it to his end,
 * so the order of those that are less urgent decides whether one is free when the next on the longest way
 * comes. Guesses are not worth a search. The same tasks always get the same answer.
 */
export function urgencies(tasks: readonly Task[], limits: Limits): ReadonlyMap<number, number> {
  const paths = longestPaths(tasks);
  if (tasks.some(({ guessed }) => guessed)) return paths;
  const work = tasks.reduce((sum, { seconds }) => sum + seconds, 0);
  const bound = Math.max(work / limits.parallel, ...paths.values());
  const draw = lot();
  let best = paths;
  let least = simulate(tasks, limits, best).seconds;
  const tries = Math.min(MOST, Math.floor(EFFORT / tasks.length ** 2));
  for (let count = 0; count < tries && least > bound * NEAR; count += 1) {
    // By turns from the longest ways, and from the best that was found.
    const from = count % 2 === 0 ? paths : best;
    const tried = new Map([...from].map(([id, seconds]) => [id, seconds * (0.5 + draw())]));
    const { seconds } = simulate(tasks, limits, tried);
    if (seconds >= least) continue;
    best = tried;
    least = seconds;
  }
  return best;
}

/** Numbers from 0 up to 1, always the same ones. */
function lot(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
