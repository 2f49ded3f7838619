import { parseStorages } from '@phoenix/shared-runtime/pve';
import { dataset, directory, wholePlans } from '../test-support/steps.ts';
import { plan as shared } from './plan.ts';

const guests = new Map(
  [950, 951, 960].map((id) => [
    id,
    {
      unprivileged: id !== 960,
      shared_mounts: [{ volume: 'media', host_path: '/srv/media', container_path: '/media' }],
    },
  ]),
);
const sharing = (pool: string, name = 'data') =>
  ({
    config: {
      shared_volumes: {
        media: {
          host_path: '/srv/media',
          mounts: [950, 951, 960, 970].map((id) => ({ id, container_path: '/media' })),
        },
        again: { host_path: '/srv/media', mounts: [] },
      },
      shared_zfs_volumes: { [name]: { pool, size_gb: 10 } },
      zfs: { pools: [], datasets: [dataset('soon', {}, 'zfspool')] },
      proxmox_storage_ids: {},
    },
    declared: { lxc: guests },
  }) as unknown as Parameters<typeof shared>[0];
const SHARED_FACTS: Parameters<typeof shared>[1] = {
  places: new Map(),
  storages: parseStorages(
    'dir: files\n\tpath /srv/files\n\nzfspool: fast\n\tpool fast\n\nzfspool: off\n\tpool off\n\tdisable\n',
  ),
  listings: new Map(),
};

wholePlans({
  shared: () => shared(sharing('files'), SHARED_FACTS),
  'shared on what is to be': () =>
    shared(sharing('tank-soon'), {
      ...SHARED_FACTS,
      places: new Map([['/srv/media', directory(0o755, 5, 6)]]),
    }),
  'shared that is smaller': () =>
    shared(sharing('fast'), {
      ...SHARED_FACTS,
      listings: new Map([['fast', { sizes: new Map([['vm-99999-disk-data', 2 ** 30 * 1.5]]) }]]),
    }),
  'shared on a storage that does not tell': () =>
    shared(sharing('fast'), {
      ...SHARED_FACTS,
      listings: new Map([['fast', { refused: 'timeout\nmore' }]]),
    }),
  'shared on a disabled storage': () => shared(sharing('off'), SHARED_FACTS),
  'shared on no storage': () => shared(sharing('away'), SHARED_FACTS),
  'shared by an odd name': () => shared(sharing('fast', 'a b'), SHARED_FACTS),
});
