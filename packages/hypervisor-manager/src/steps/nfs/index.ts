import { defineStep } from '../../setup/step.ts';
import { OWN_EXPORTS, observe } from './observe.ts';
import { plan } from './plan.ts';

export const nfs = defineStep({
  name: 'nfs',
  title: 'NFS exports',
  after: ['zfs'],
  isDeclared: ({ config }, host) => config.nfs.exports.length > 0 || host.exists(OWN_EXPORTS),
  packages: ({ config }) => (config.nfs.exports.length > 0 ? ['nfs-kernel-server'] : []),
  observe,
  plan,
});
