import { defineStep } from '../../setup/step.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';

export const nvidia = defineStep({
  name: 'nvidia',
  title: 'driver of NVIDIA',
  after: ['vfio'],
  isDeclared: ({ config }) => config.nvidia_driver?.install === true,
  packages: () => ['pciutils', 'build-essential', 'dkms', 'proxmox-default-headers'],
  observe,
  plan,
});
