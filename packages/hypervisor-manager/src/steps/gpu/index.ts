import { defineStep } from '../../setup/step.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';

export const gpu = defineStep({
  name: 'gpu',
  title: 'device files of the GPUs, before guests start',
  after: ['nvidia'],
  isDeclared: ({ config }) => config.nvidia_driver?.install === true,
  packages: () => ['pciutils'],
  observe,
  plan,
});
