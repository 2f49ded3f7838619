import { defineStep } from '../../setup/step.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';

export const samba = defineStep({
  name: 'samba',
  title: 'Samba shares',
  after: ['zfs', 'users'],
  isDeclared: ({ config }) => config.samba.shares.length > 0,
  packages: () => ['samba'],
  observe,
  plan,
});
