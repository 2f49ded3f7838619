import { defineStep } from '../../setup/step.ts';
import { isServing } from './conf.ts';
import { observe } from './observe.ts';
import { CONF } from './paths.ts';
import { plan } from './plan.ts';

export const samba = defineStep({
  name: 'samba',
  title: 'directories offered by Samba',
  after: ['zfs', 'users'],
  isDeclared: ({ config }, host) => isServing(config.samba) || host.exists(CONF),
  packages: ({ config }) => (isServing(config.samba) ? ['samba'] : []),
  observe,
  plan,
});
