import { EXIT } from '../../exit-codes.ts';
import type { PlanProblem } from '../../guest-plan.ts';
import type { GuestConf } from '../../pve/conf.ts';
import type { GuestInput } from './types.ts';

/** Settings that hold a volume or a path. */
const DISK = /^(?:mp|scsi|sata|ide|virtio|efidisk|tpmstate)\d+$/;

/**
 * Disks and mounts that somebody told to go at the next stop although they are declared; `isWanted`
 * says whether the plan is another one with such a setting. Making them anew would put an empty
 * volume in the place of the one with the data, so a person has to decide.
 */
export function goingProblems(
  { guest, kind }: Pick<GuestInput, 'guest' | 'kind'>,
  { main, pendingDelete }: Pick<GuestConf, 'main' | 'pendingDelete'>,
  isWanted: (setting: readonly (readonly [key: string, value: string])[]) => boolean,
): PlanProblem[] {
  return [...pendingDelete].flatMap((key) => {
    const value = main.keys.get(key);
    if (!DISK.test(key) || value === undefined || !isWanted([[key, value]])) return [];
    return [
      {
        message: `cannot configure ${guest.id}: ${key} (${value}) is declared, and goes away at its next stop`,
        hint: `to keep it, type ${kind.tool} set ${guest.id} --revert ${key}; to let it go, take it out of the declaration`,
        exit: EXIT.failed,
      },
    ];
  });
}
