import { defineStep } from '../../setup/step.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';

export const zfs = defineStep({
  name: 'zfs',
  title: 'ZFS pools, datasets and cache limit',
  isDeclared: ({
    config: {
      zfs: { pools, datasets, arc_max_gb },
    },
  }) => pools.length > 0 || datasets.length > 0 || arc_max_gb !== undefined,
  observe,
  plan,
});
