import { noteChange } from '../../record/note.ts';
import { refuseTaken } from '../../state/guests.ts';
import { messageOf, Refusal } from '../../state/refusal.ts';
import { storage } from '../../state/storage-cfg.ts';
import { emptyVmConf } from '../../state/vm-conf.ts';
import { withVmLock, writeVm } from '../../state/vms.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runWorkerJob } from '../job/run-worker.ts';
import { refusePool } from '../pct/refuse-pool.ts';
import { refuseScript } from './refuse-script.ts';
import { refuseStorages } from './refuse-storages.ts';
import { refuseBadKeys } from './ssh-keys.ts';
import { vmSettings } from './vm-params.ts';

/** `qm create`: checks what can be checked, takes the id, leaves the rest to a worker. */
export const create: Handler = async ({ params }, { usage }) => {
  const id = Number(params.get('vmid'));
  if (params.has('archive')) {
    throw new Refusal("'qm create --archive' is not simulated by pve-sandbox");
  }
  refusePool(params.get('pool'));
  refuseBadKeys(params.get('sshkeys'));
  const storeId = params.get('storage');
  if (storeId !== undefined) storage(storeId);
  refuseScript(params, usage);
  refuseStorages(vmSettings(params).drives, usage);
  await reserve(id);
  return await runWorkerJob('qm create', Object.fromEntries(params));
};

/** Takes the id: while the machine is being made, its conf is nothing but a lock. */
async function reserve(id: number): Promise<void> {
  try {
    await withVmLock(
      id,
      255,
      () => {
        refuseTaken(id, 255);
        noteChange();
        const conf = emptyVmConf();
        conf.values.set('lock', 'create');
        writeVm(id, conf);
      },
      5,
    );
  } catch (error) {
    throw new Refusal(`unable to create VM ${id} - ${messageOf(error)}`);
  }
}
