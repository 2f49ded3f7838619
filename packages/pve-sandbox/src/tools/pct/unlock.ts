import { noteChange } from '../../record/note.ts';
import { loadGuest, writeGuest } from '../../state/guests.ts';
import { withConfigLock } from '../../state/locks.ts';
import { Refusal } from '../../state/refusal.ts';
import type { Handler } from '../cli/dispatch.ts';

/** `pct unlock` */
export const unlock: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  await withConfigLock(id, 4, () => {
    const conf = loadGuest(id);
    if (!conf.values.delete('lock')) throw new Refusal('no lock found trying to remove any lock');
    noteChange();
    writeGuest(id, conf);
  });
};
