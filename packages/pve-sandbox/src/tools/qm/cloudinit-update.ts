import { noteChange } from '../../record/note.ts';
import { messageOf, Refusal } from '../../state/refusal.ts';
import { loadVm, refuseVmLocked, withVmLock } from '../../state/vms.ts';
import type { Handler } from '../cli/dispatch.ts';
import { generateCloudInit } from './cloudinit-generate.ts';

/** `qm cloudinit update`: the drive as it is to be, also of a running machine. */
export const update: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  loadVm(id);
  await withVmLock(id, 4, () => {
    const conf = loadVm(id);
    refuseVmLocked(conf);
    noteChange();
    try {
      generateCloudInit(id, conf);
    } catch (error) {
      throw new Refusal(messageOf(error), 2);
    }
  });
};
