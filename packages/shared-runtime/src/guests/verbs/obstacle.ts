import type { Obstacle } from '../../checks/check.ts';
import type { Kind } from '../kind.ts';
import type { Observed } from '../observed.ts';

/** What keeps a guest that was looked at from being checked. */
export function obstacleOf(
  { word }: Pick<Kind, 'word'>,
  id: number,
  seen: Pick<Observed, 'conf' | 'running'> | undefined,
): Obstacle | undefined {
  if (seen?.conf === undefined)
    return { message: `there is no ${word} ${id}`, output: `type phoenix create ${id}` };
  if (seen.running) return undefined;
  return { message: `${id} is not running`, output: `type phoenix start ${id}` };
}
