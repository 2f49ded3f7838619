import { defineStep } from '../../setup/step.ts';
import { observe } from './observe.ts';
import { isOurSudoers, SUDOERS } from './paths.ts';
import { plan } from './plan.ts';

export const users = defineStep({
  name: 'users',
  title: 'administrator of the host and of Proxmox',
  isDeclared: ({ config }, host) =>
    config.users !== undefined || host.list(SUDOERS).some(isOurSudoers),
  packages: ({ config }) => (config.users?.sudo_access === true ? ['sudo'] : []),
  observe,
  plan,
});
