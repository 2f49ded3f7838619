import { defineStep } from '../../setup/step.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';

export const packages = defineStep({
  name: 'packages',
  title: 'Debian packages',
  after: ['repositories'],
  isDeclared: ({ packages: wanted, options }) => wanted.length > 0 || options.upgrade,
  packages: ({ config }) => config.packages,
  observe,
  plan,
});
