import { wholePlans } from '../test-support/steps.ts';
import { plan as repositories } from './plan.ts';
import { sourcesIn } from './sources.ts';

const ENTERPRISE =
  'Types: deb\nURIs: https://enterprise.proxmox.com/debian/pve\nSuites: trixie\nComponents: pve-enterprise\n';
const SOURCES = '/etc/apt/sources.list.d/pve.sources';

wholePlans({
  repositories: () =>
    repositories(
      { config: { proxmox_repository: 'auto' } },
      {
        codename: 'trixie',
        sources: sourcesIn(SOURCES, ENTERPRISE),
        texts: new Map([[SOURCES, ENTERPRISE]]),
        hasSubscription: false,
      },
    ),
  'repositories of an unknown release': () =>
    repositories(
      { config: { proxmox_repository: 'enterprise' } },
      { codename: undefined, sources: [], texts: new Map(), hasSubscription: false },
    ),
});
