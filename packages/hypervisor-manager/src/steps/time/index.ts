import { defineStep } from '../../setup/step.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';

export const time = defineStep({
  name: 'time',
  title: 'time zone and time service',
  isDeclared: ({ config }) => config.timezone !== undefined,
  observe,
  plan,
});
