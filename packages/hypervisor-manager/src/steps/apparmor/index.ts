import { defineStep } from '../../setup/step.ts';
import { hasProfiles, observe } from './observe.ts';
import { plan } from './plan.ts';

export const apparmor = defineStep({
  name: 'apparmor',
  title: 'AppArmor profiles of the site',
  isDeclared: ({ baseDir }, host) => hasProfiles(host, baseDir),
  packages: () => ['apparmor'],
  observe,
  plan,
});
