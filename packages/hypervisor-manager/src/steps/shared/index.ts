import { defineStep } from '../../setup/step.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';

export const shared = defineStep({
  name: 'shared',
  title: 'directories and volumes that guests share',
  after: ['zfs', 'storages'],
  isDeclared: ({ config: { shared_volumes, shared_zfs_volumes } }) =>
    Object.keys(shared_volumes).length > 0 || Object.keys(shared_zfs_volumes).length > 0,
  observe,
  plan,
});
