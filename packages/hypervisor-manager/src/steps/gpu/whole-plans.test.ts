import { wholePlans } from '../test-support/steps.ts';
import { plan as gpu } from './plan.ts';

wholePlans({
  gpu: () =>
    gpu(undefined, {
      hasGpu: true,
      hasFormer: true,
      unit: 'other',
      canVerify: true,
      isEnabled: false,
      isLoaded: true,
      hasDevices: false,
    }),
  'gpu without device files': () =>
    gpu(undefined, {
      hasGpu: true,
      hasFormer: false,
      unit: undefined,
      canVerify: false,
      isEnabled: true,
      isLoaded: true,
      hasDevices: false,
    }),
});
