import { fakeHost } from '@phoenix/shared-runtime/testing';
import { readBoot } from '../../kernel/boot.ts';
import { wholePlans } from '../test-support/steps.ts';
import { plan as vfio } from './plan.ts';

const card = { slot: '01:00.0', kind: '0300', name: 'X', id: '10de:2684', driver: 'nouveau' };
const CARDS: NonNullable<Parameters<typeof vfio>[1]['cards']> = [
  { ...card, modules: ['nvidiafb', 'nouveau', 'vfio-pci'] },
  { ...card, slot: '00:00.0', kind: '0600', id: '8086:a700', modules: [] },
];
const reserved = (ids: readonly string[], install = false) => ({
  config: { vfio: { pci_ids: ids }, nvidia_driver: { install } },
});
const intel = async (files: Record<string, string>, more = {}) => ({
  boot: await readBoot(fakeHost({ files })),
  isIntel: true,
  hasGroups: true,
  modules: undefined,
  modprobe: undefined,
  stale: [],
  cards: CARDS,
  ...more,
});
const GRUB = { '/etc/default/grub': 'GRUB_CMDLINE_LINUX_DEFAULT="quiet"\n' };
const STARTED = {
  '/etc/default/grub': 'GRUB_CMDLINE_LINUX_DEFAULT="intel_iommu=on iommu=pt"\n',
  '/proc/cmdline': 'intel_iommu=on iommu=pt\n',
};

wholePlans({
  vfio: async () => vfio(reserved(['10de:2684', '10de:2684']), await intel(GRUB)),
  'vfio on AMD with systemd-boot': async () => {
    const { boot, ...rest } = await intel({}, { isIntel: false });
    const loader = { ...boot.loader, name: 'systemd-boot', file: '/etc/kernel/cmdline' } as const;
    return vfio(reserved([]), { ...rest, boot: { ...boot, loader } });
  },
  'vfio without a loader': async () => vfio(reserved([]), await intel({})),
  'vfio of cards that are not there': async () => vfio(reserved(['1:2', '3:4']), await intel(GRUB)),
  'vfio of the only card of NVIDIA': async () =>
    vfio(reserved(['10de:2684'], true), await intel(GRUB)),
  'vfio without lspci': async () =>
    vfio(reserved(['1:2']), await intel(GRUB, { cards: undefined })),
  'vfio without an IOMMU': async () =>
    vfio(reserved(['10de:2684']), await intel(STARTED, { hasGroups: false })),
  'vfio of cards that are held by others': async () =>
    vfio(reserved(['10de:2684']), await intel(STARTED)),
  'nothing declared for vfio': async () => vfio({ config: {} }, await intel(GRUB)),
  'vfio of a host without cards': async () =>
    vfio(reserved(['1:2']), await intel(GRUB, { cards: [] })),
  'vfio of all cards of NVIDIA': async () =>
    vfio(
      reserved(['10de:2684', '10de:1'], true),
      await intel(GRUB, { cards: [...CARDS, { ...CARDS[0], id: '10de:1' }] }),
    ),
  'vfio without cards to reserve': async () =>
    vfio({ config: { vfio: { pci_ids: [] } } }, await intel(GRUB)),
});
