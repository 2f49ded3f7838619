import { defineStep } from '../../setup/step.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';

export const vfio = defineStep({
  name: 'vfio',
  title: 'IOMMU, and PCI cards that VMs get as a whole',
  isDeclared: ({ config }) => config.vfio !== undefined,
  packages: () => ['pciutils'],
  observe,
  plan,
});
