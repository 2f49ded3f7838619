import { noteChange } from '../../record/note.ts';
import { loadVm, withVmLock, writeVm } from '../../state/vms.ts';
import type { Handler } from '../cli/dispatch.ts';

/** `qm unlock`: a machine without a lock is no error; the conf is written anew. */
export const unlock: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  loadVm(id);
  await withVmLock(id, 4, () => {
    const conf = loadVm(id);
    if (conf.values.delete('lock')) noteChange();
    writeVm(id, conf);
  });
};
