import { defineStep } from '../../setup/step.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';

export const hostname = defineStep({
  name: 'hostname',
  title: 'name of the host',
  isDeclared: ({ config }) => config.hostname !== undefined,
  observe,
  plan,
});
