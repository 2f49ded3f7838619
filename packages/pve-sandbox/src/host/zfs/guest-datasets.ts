import { statSync } from 'node:fs';
import { hostPath } from '../../state/paths.ts';
import { loadStorages, type Storage } from '../../state/storage-cfg.ts';
import type { Volume } from '../../state/volume-ids.ts';
import { volumePath } from '../../state/volume-paths.ts';
import { guestVolumes, setVolumeSize, volumeSize } from '../../state/volumes.ts';
import { datasetOf } from './mount-point.ts';
import type { Dataset, Pool } from './pools.ts';

/** The datasets of a pool that are volumes of guests: what Proxmox's storages have on it. */
export function guestDatasets(pool: Pool): Dataset[] {
  return storagesOn(pool).flatMap((store) =>
    guestVolumes(store).map((volume) => datasetOfVolume(pool, store, volume)),
  );
}

const storagesOn = (pool: Pool): Storage[] =>
  loadStorages().filter(
    ({ type, options }) =>
      type === 'zfspool' && datasetOf(pool, options.get('pool') ?? '') !== undefined,
  );

function datasetOfVolume(pool: Pool, store: Storage, volume: Volume): Dataset {
  const name = `${store.options.get('pool')}/${volume.file}`;
  const isTree = volume.format === 'subvol';
  const made = statSync(hostPath(volumePath(volume)), { throwIfNoEntry: false });
  const born = Math.floor(made?.birthtimeMs ?? 0);
  const guid = `${born}${(made?.ino ?? 0) % 1000}`;
  const size = `${volumeSize(volume)}`;
  const isReserved = !isTree && store.options.get('sparse') !== '1';
  // What was set on it by hand stays with this very volume, not with a later one of its name.
  const kept = datasetOf(pool, name);
  return {
    name,
    type: isTree ? 'filesystem' : 'volume',
    guid,
    created: Math.floor(born / 1000),
    properties: {
      ...(isTree ? { acltype: 'posix' } : {}),
      ...(isReserved ? { refreservation: size } : {}),
      ...(kept?.guid === guid ? kept.properties : {}),
      ...(isTree ? { refquota: size } : { volsize: size }),
    },
    mounted: isTree,
    ofGuest: true,
  };
}

/** Gives a guest's volume the size that was set on its dataset. */
export function resizeGuestVolume(pool: Pool, { name, type, properties }: Dataset): void {
  const size = type === 'volume' ? properties.volsize : properties.refquota;
  for (const store of storagesOn(pool)) {
    const volume = guestVolumes(store).find(
      ({ file }) => `${store.options.get('pool')}/${file}` === name,
    );
    if (volume !== undefined && size !== undefined) setVolumeSize(volume, Number(size));
  }
}
