import { defineStep } from '../../setup/step.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';
import { SHARES_FILE } from './shares.ts';

export const samba = defineStep({
  name: 'samba',
  title: 'Samba shares',
  after: ['zfs', 'users'],
  isDeclared: ({ config }, host) => config.samba.shares.length > 0 || host.exists(SHARES_FILE),
  packages: ({ config }) => (config.samba.shares.length > 0 ? ['samba'] : []),
  observe,
  plan,
});
