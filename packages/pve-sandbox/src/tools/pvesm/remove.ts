import { noteChange } from '../../record/note.ts';
import { withLock } from '../../state/locks.ts';
import { Refusal } from '../../state/refusal.ts';
import { loadStorages, writeStorages } from '../../state/storage-cfg.ts';
import type { Handler } from '../cli/dispatch.ts';
import { storageCfgLock } from './add.ts';

/** `pvesm remove`: the definition only, whoever uses it. */
export const remove: Handler = async ({ params }) => {
  const id = params.get('storage') ?? '';
  await withLock(storageCfgLock, 10, 4, () => {
    const storages = loadStorages();
    if (!storages.some((each) => each.id === id)) {
      throw new Refusal(`delete storage failed: storage '${id}' does not exist`);
    }
    noteChange();
    writeStorages(storages.filter((each) => each.id !== id));
  });
};
