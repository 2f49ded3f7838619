import { noteChange } from '../../record/note.ts';
import { enabledStorage, storage } from '../../state/storage-cfg.ts';
import { out } from '../../state/talk.ts';
import { parseVolname, splitVolid, volume } from '../../state/volume-ids.ts';
import { removeVolume, volumeExists } from '../../state/volumes.ts';
import { parameterRefusal } from '../cli/arguments.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runJob } from '../job/job.ts';
import { withStorageLock } from '../pct/disks.ts';
import { tellOfMissing } from '../pct/free-volume.ts';

/** `pvesm free`: also a volume that a running guest uses; one that is gone is no error. */
export const free: Handler = async ({ params }, { usage, exitReflectsTask }) => {
  const given = params.get('volume') ?? '';
  const elsewhere = params.get('storage');
  if (!given.includes(':') && elsewhere === undefined) {
    const wrong = 'no storage specified - incomplete volume ID';
    throw parameterRefusal([['volume', wrong]], usage, 255);
  }
  const volid = given.includes(':') ? given : `${elsewhere}:${given}`;
  const { storeId, name } = splitVolid(volid);
  parseVolname(storage(storeId), name);
  const store = enabledStorage(storeId);
  const job = { type: 'imgdel', id: volid, exitReflectsTask: exitReflectsTask ?? false };
  return await runJob(job, () =>
    withStorageLock(store, 255, () => {
      const gone = volume(volid);
      noteChange();
      if (volumeExists(gone)) removeVolume(gone);
      else tellOfMissing(gone);
      out(`Removed volume '${volid}'\n`);
    }),
  );
};
