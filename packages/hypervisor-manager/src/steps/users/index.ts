import { defineStep } from '../../setup/step.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';

export const users = defineStep({
  name: 'users',
  title: 'administrator of the host and of Proxmox',
  isDeclared: ({ config }) => config.users !== undefined,
  packages: ({ config }) => (config.users?.sudo_access ? ['sudo'] : []),
  observe,
  plan,
});
