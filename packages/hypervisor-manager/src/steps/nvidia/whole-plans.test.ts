import { wholePlans } from '../test-support/steps.ts';
import { plan as nvidia } from './plan.ts';

const NVIDIA_FACTS: Parameters<typeof nvidia>[1] = {
  gpus: ['X'],
  kernel: '6.2.16-3-pve',
  loaded: '570.1',
  installed: undefined,
  isInUse: true,
  hasNouveau: false,
  nouveau: undefined,
  stale: [],
  hasRunfile: false,
  runfileSum: undefined,
  self: ['hypervisor-manager'],
};
const driver = (more = {}) => ({
  config: {
    nvidia_driver: {
      install: true,
      version: '580.76.05',
      runfile_url: 'https://drivers.example/580.run',
      sha256: 'A'.repeat(64),
      ...more,
    },
  },
});

wholePlans({
  'nothing declared for nvidia': () => nvidia(driver({ install: false }), NVIDIA_FACTS),
  'nvidia in use, none loaded': () => nvidia(driver(), { ...NVIDIA_FACTS, loaded: undefined }),
  nvidia: () => nvidia(driver(), { ...NVIDIA_FACTS }),
  'nvidia, unchecked, on a new kernel': () =>
    nvidia(driver({ sha256: undefined }), {
      ...NVIDIA_FACTS,
      kernel: '6.5.11-7-pve',
      isInUse: false,
      loaded: undefined,
    }),
  'nvidia beside nouveau': () => nvidia(driver(), { ...NVIDIA_FACTS, hasNouveau: true }),
  'nvidia that would take a driver out': () => nvidia(driver({ version: '569.1' }), NVIDIA_FACTS),
  'nvidia without a version': () => nvidia(driver({ version: undefined }), NVIDIA_FACTS),
  'nvidia without an address': () => nvidia(driver({ runfile_url: undefined }), NVIDIA_FACTS),
  'nvidia without lspci': () => nvidia(driver(), { ...NVIDIA_FACTS, gpus: undefined }),
  'nvidia, another version loaded': () =>
    nvidia(driver(), { ...NVIDIA_FACTS, installed: '580.76.05' }),
});
