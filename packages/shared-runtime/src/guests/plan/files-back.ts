import type { Operation } from '../../operation.ts';
import type { Observed } from '../observed.ts';
import { HOST } from '../paths.ts';
import { DEADLINES } from './deadlines.ts';
import type { GuestInput } from './types.ts';

/** Files beside a guest that a change of it writes, as they were before: no snapshot holds them. */
export function filesBack(
  { guest, world }: GuestInput,
  observed: Observed,
  change: readonly Operation[],
): Operation[] {
  const { texts, paths } = world.facts;
  return change.flatMap((one): Operation[] => {
    if (!('content' in one)) return [];
    const { write: path, mode } = one;
    const before = path === HOST.firewall(guest.id) ? observed.firewall : texts.get(path);
    const told = { id: `${one.id} as before`, cause: `${one.id} as it was before the change` };
    if (before !== undefined)
      return [
        {
          ...told,
          doing: `write ${path} as it was`,
          write: path,
          content: before,
          ...(mode !== undefined && { mode }),
        },
      ];
    // What was there with a content that nobody has looked at is made anew whenever it is needed.
    if (paths.get(path) !== undefined) return [];
    return [
      {
        ...told,
        doing: `remove ${path}`,
        run: ['rm', '-f', path],
        effect: 'change',
        deadline: DEADLINES.set,
        expect: [{ path, exists: false }],
      },
    ];
  });
}
