import { defineStep } from '../../setup/step.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';

export const network = defineStep({
  name: 'network',
  title: 'address, gateway and name servers of the host',
  isDeclared: ({ config }) => config.network.interfaces !== undefined,
  observe,
  plan,
});
