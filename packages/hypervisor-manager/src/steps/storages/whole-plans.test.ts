import { parseStorages } from '@phoenix/shared-runtime/pve';
import { dataset, wholePlans } from '../test-support/steps.ts';
import { plan as storages } from './plan.ts';

wholePlans({
  'storages that hold nothing': () =>
    storages(
      {
        config: {
          zfs: {
            pools: [],
            datasets: [
              { ...dataset('a', {}, 'dir'), proxmox_content_type: [] },
              { ...dataset('b', { mountpoint: '/srv/b' }, 'dir'), proxmox_content_type: ['iso'] },
              dataset('c', {}, 'zfspool'),
              { ...dataset('d', {}, 'zfspool'), proxmox_content_type: ['iso'] },
              dataset('c', {}, 'dir'),
            ],
          },
          proxmox_storage_ids: {},
        },
      },
      parseStorages(
        'dir: tank-b\n\tpath /srv/b\n\tcontent backup\n\ndir: tank-c\n\tpath tank/c\n\tcontent images,rootdir\n',
      ),
    ),
  storages: () =>
    storages(
      {
        config: {
          zfs: { pools: [], datasets: [dataset('a', {}, 'zfspool'), dataset('b', {}, 'zfspool')] },
          proxmox_storage_ids: {},
        },
      },
      parseStorages('zfspool: tank-b\n\tpool tank/b\n\tcontent rootdir\n\tdisable\n'),
    ),
});
