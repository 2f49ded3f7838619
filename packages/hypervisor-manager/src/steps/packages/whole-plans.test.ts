import { wholePlans } from '../test-support/steps.ts';
import { plan as packages } from './plan.ts';

wholePlans({
  'packages, five to be brought up to date': () =>
    packages(
      { options: { wipe: [], upgrade: true } },
      { missing: [], unfinished: [], upgradable: ['a', 'b', 'c', 'd', 'e'], restart: false },
    ),
  packages: () =>
    packages(
      { options: { wipe: [], upgrade: true } },
      { missing: ['samba'], unfinished: ['htop', 'jq'], upgradable: undefined, restart: true },
    ),
  'packages to be brought up to date': () =>
    packages(
      { options: { wipe: [], upgrade: true } },
      {
        missing: [],
        unfinished: [],
        upgradable: ['a', 'b', 'c', 'd', 'e', 'f'],
        restart: false,
      },
    ),
});
