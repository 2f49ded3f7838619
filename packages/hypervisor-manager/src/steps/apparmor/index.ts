import { defineStep } from '../../setup/step.ts';
import { observe, siteDirectory, siteFiles } from './observe.ts';
import { plan } from './plan.ts';

export const apparmor = defineStep({
  name: 'apparmor',
  title: 'AppArmor profiles of the site',
  isDeclared: ({ baseDir }, host) =>
    [siteDirectory(baseDir), `${siteDirectory(baseDir)}/tunables`].some(
      (directory) => siteFiles(host, directory).length > 0,
    ),
  packages: () => ['apparmor'],
  observe,
  plan,
});
