import { statSync } from 'node:fs';
import { hostPath } from '../../state/paths.ts';
import { loadStorages } from '../../state/storage-cfg.ts';
import { volumePath } from '../../state/volume-paths.ts';
import { guestVolumes, volumeSize } from '../../state/volumes.ts';
import { datasetOf } from './mount-point.ts';
import { type Dataset, type Pool, pools } from './pools.ts';

/**
 * All datasets of a pool, each after what it lies in: those that are kept, and the volumes of guests,
 * which are what Proxmox's storages have in their directories.
 */
export function datasetsOf(pool: Pool): Dataset[] {
  const found = seen.get(pool) ?? look(pool);
  seen.set(pool, found);
  return found;
}

/** Looking is dear where there are many guests; a pool that changes is another object. */
const seen = new WeakMap<Pool, Dataset[]>();

function look(pool: Pool): Dataset[] {
  const known = new Set(pool.datasets.map(({ name }) => name));
  const ofGuests = guestDatasets(pool).filter(({ name }) => !known.has(name));
  return [...pool.datasets, ...ofGuests].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

const sortKey = ({ name }: Dataset): string =>
  name.replaceAll('/', '\u0001').replace('@', '\u0000');

function guestDatasets(pool: Pool): Dataset[] {
  return loadStorages()
    .filter(({ type, options }) => {
      const place = options.get('pool') ?? '';
      return type === 'zfspool' && datasetOf(pool, place) !== undefined;
    })
    .flatMap((store) =>
      guestVolumes(store).map((volume): Dataset => {
        const size = `${volumeSize(volume)}`;
        const isTree = volume.format === 'subvol';
        const made = statSync(hostPath(volumePath(volume)), { throwIfNoEntry: false });
        return {
          name: `${store.options.get('pool')}/${volume.file}`,
          type: isTree ? 'filesystem' : 'volume',
          guid: `${made?.ino ?? 1}`,
          created: Math.floor((made?.birthtimeMs ?? 0) / 1000),
          properties: isTree
            ? { refquota: size, acltype: 'posix' }
            : {
                volsize: size,
                ...(store.options.get('sparse') === '1' ? {} : { refreservation: size }),
              },
          mounted: isTree,
        };
      }),
    );
}

/** Every dataset of every imported pool, with its pool. */
export const everyDataset = (): { pool: Pool; dataset: Dataset }[] =>
  pools().flatMap((pool) => datasetsOf(pool).map((dataset) => ({ pool, dataset })));

/** The dataset of that name, with its pool; undefined where there is none. */
export function findDataset(name: string): { pool: Pool; dataset: Dataset } | undefined {
  const pool = pools().find((one) => one.name === name.split(/[/@]/)[0]);
  const kept = pool === undefined ? undefined : datasetOf(pool, name);
  if (pool === undefined) return undefined;
  const dataset = kept ?? guestDatasets(pool).find((one) => one.name === name);
  return dataset === undefined ? undefined : { pool, dataset };
}

/** Whether a dataset lies in another, or is it. */
export const isWithin = (name: string, top: string): boolean =>
  name === top || name.startsWith(`${top}/`) || name.startsWith(`${top}@`);
