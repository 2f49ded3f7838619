import { noteChange } from '../../record/note.ts';
import { withLock } from '../../state/locks.ts';
import { Refusal } from '../../state/refusal.ts';
import { loadStorages, writeStorages } from '../../state/storage-cfg.ts';
import type { Handler } from '../cli/dispatch.ts';
import { storageTypes } from '../schema/storage-types.ts';
import { storageCfgLock } from './add.ts';
import { storageOptions } from './options.ts';

/** `pvesm set`; without an option it only writes the file anew. */
export const set: Handler = async ({ params }, command) => {
  const id = params.get('storage') ?? '';
  await withLock(storageCfgLock, 10, 4, () => {
    const storages = loadStorages();
    const changed = storages.find((each) => each.id === id);
    if (changed === undefined) {
      throw new Refusal(`update storage failed: storage '${id}' does not exist`);
    }
    for (const [key, value] of storageOptions(changed.type, params, command)) {
      if (key === 'disable' && value === '0') changed.options.delete(key);
      else changed.options.set(key, value);
    }
    for (const key of (params.get('delete') ?? '').split(/[\s,;]+/).filter((each) => each !== '')) {
      const kind = storageTypes[changed.type]?.options[key];
      if (kind === undefined) throw new Refusal(`update storage failed: no such option '${key}'`);
      if (kind.startsWith('fixed')) {
        throw new Refusal(`update storage failed: unable to delete fixed option '${key}'`);
      }
      changed.options.delete(key);
    }
    noteChange();
    writeStorages(storages);
  });
};
