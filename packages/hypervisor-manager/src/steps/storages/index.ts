import { defineStep } from '../../setup/step.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';

export const storages = defineStep({
  name: 'storages',
  title: 'Proxmox storages on declared datasets',
  after: ['zfs'],
  isDeclared: ({ config }) =>
    config.zfs.datasets.some(({ proxmox_storage_type: type }) => type !== undefined),
  observe,
  plan,
});
