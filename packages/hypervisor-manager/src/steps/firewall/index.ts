import { defineStep } from '../../setup/step.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';

export const firewall = defineStep({
  name: 'firewall',
  title: 'firewall of the datacenter and of this host',
  isDeclared: ({ config }) => config.firewall !== undefined,
  observe,
  plan,
});
