import { holdLimit, limitsAreOff } from '@phoenix/shared-runtime';
import { DEFAULT_PARALLEL, type Flags } from './flags.ts';
import type { Limits } from './schedule/task.ts';

/** How much may go on at the same time: as many guests as was said, and what Proxmox bears. */
export function limitsOf(
  { parallel = DEFAULT_PARALLEL }: Pick<Flags, 'parallel'>,
  env: Readonly<Record<string, string | undefined>>,
): Limits {
  return {
    parallel,
    holders: limitsAreOff(env) ? () => Number.POSITIVE_INFINITY : holdLimit,
  };
}
