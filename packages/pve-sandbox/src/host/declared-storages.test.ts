import { expect, test } from 'vitest';
import type { Declared } from './declared.ts';
import { datasets, storages } from './declared-storages.ts';

const declared: Declared = {
  hypervisor: {
    zfs: {
      datasets: [
        {
          name: 'lxc',
          pool: 'fast',
          proxmox_storage_type: 'zfspool',
          proxmox_content_type: 'rootdir',
        },
        {
          name: 'iso',
          pool: 'fast',
          proxmox_storage_type: 'dir',
          proxmox_content_type: 'iso,vztmpl',
        },
        { name: 'plain', pool: 'fast' },
        'nonsense',
        { pool: 7 },
      ],
    },
    proxmox_storage_ids: { images: 'fast-iso', other: 'slow' },
  },
  containers: {
    lxc_configs: {
      '950': { storage_pool: 'fast-lxc', volumes: [{ pool: 'vols' }, null] },
      '951': [],
    },
  },
  machines: { vms: [{ storage_pool: 'a b' }], vm_defaults: { storage_pool: 'vm-disks' } },
};

test('every storage that is referred to, each once, and no impossible name', () => {
  expect(storages(declared).map(({ type, id }) => `${type} ${id}`)).toEqual([
    'dir local',
    'zfspool local-zfs',
    'zfspool fast-lxc',
    'dir fast-iso',
    'zfspool vols',
    'zfspool vm-disks',
    'zfspool slow',
  ]);
});

test('a storage lies on its dataset', () => {
  const byId = new Map(storages(declared).map((storage) => [storage.id, storage.options]));
  expect(byId.get('fast-lxc')).toEqual({ pool: 'fast/lxc', content: 'rootdir' });
  expect(byId.get('fast-iso')).toEqual({ path: '/fast/iso', content: 'iso,vztmpl' });
});

test('datasets without a storage are datasets', () => {
  expect(datasets(declared).map(({ pool, name }) => `${pool}/${name}`)).toEqual([
    'fast/lxc',
    'fast/iso',
    'fast/plain',
  ]);
});
