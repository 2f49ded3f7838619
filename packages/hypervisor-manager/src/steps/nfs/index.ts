import { defineStep } from '../../setup/step.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';

export const nfs = defineStep({
  name: 'nfs',
  title: 'NFS exports',
  after: ['zfs'],
  isDeclared: ({ config }) => config.nfs.exports.length > 0,
  packages: () => ['nfs-kernel-server'],
  observe,
  plan,
});
