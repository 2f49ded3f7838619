import { defineStep } from '../../setup/step.ts';
import { FRAGMENT, observe } from './observe.ts';
import { plan } from './plan.ts';

export const nfs = defineStep({
  name: 'nfs',
  title: 'directories offered by NFS',
  after: ['zfs'],
  isDeclared: ({ config }, host) => config.nfs.exports.length > 0 || host.exists(FRAGMENT),
  packages: ({ config }) => (config.nfs.exports.length > 0 ? ['nfs-kernel-server'] : []),
  observe,
  plan,
});
