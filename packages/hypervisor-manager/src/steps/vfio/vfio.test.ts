import { fakeHost } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import { draftLines } from '../../test-support/draft-lines.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';

const card = (slot: string, kind: string, id: string, driver: string, ...modules: string[]) =>
  `${slot} Some card [${kind}]: Maker Model [${id}]\n\tKernel driver in use: ${driver}\n\tKernel modules: ${modules.join(', ')}\n`;
const GPU = (driver: string) => card('01:00.0', '0300', '10de:2684', driver, 'nvidiafb', 'nouveau');
const SOUND = (driver: string) => card('01:00.1', '0403', '10de:22ba', driver, 'snd_hda_intel');
const IDS = ['10de:2684', '10de:22ba'];
const HEAD = '# Made by phoenix setup; changes are lost.\n';
const MODULES = `${HEAD}vfio\nvfio_iommu_type1\nvfio_pci\n`;
const MODPROBE = `${HEAD}options vfio-pci ids=10de:2684,10de:22ba
softdep nouveau pre: vfio-pci
softdep nvidiafb pre: vfio-pci
softdep snd_hda_intel pre: vfio-pci
`;
const GRUB = { '/etc/default/grub': 'GRUB_CMDLINE_LINUX_DEFAULT="quiet"\n' };
const INTEL = { '/proc/cpuinfo': 'processor : 0\nvendor_id\t: GenuineIntel\n' };
const DONE = {
  '/etc/default/grub': 'GRUB_CMDLINE_LINUX_DEFAULT="quiet intel_iommu=on iommu=pt"\n',
  '/etc/modules-load.d/phoenix-vfio.conf': MODULES,
  '/etc/modprobe.d/phoenix-vfio.conf': MODPROBE,
  '/proc/cmdline': 'root=/dev/sda1 quiet intel_iommu=on iommu=pt\n',
  '/sys/kernel/iommu_groups/0': '',
};

interface Case {
  files?: Record<string, string>;
  cards?: string;
  ids?: readonly string[];
  find?: string;
  install?: boolean;
}

async function draft({ files = {}, cards, ids = IDS, find = '', install = false }: Case) {
  const host = fakeHost({
    files: { ...INTEL, ...files },
    commands: { 'lspci -nnk': cards ?? GPU('nouveau') + SOUND('snd_hda_intel'), find },
  });
  const config = { vfio: { pci_ids: ids }, nvidia_driver: { install } };
  return plan({ config }, await observe(host));
}

it('a bare host with GRUB', async () => {
  const planned = await draft({ files: GRUB });
  expect(draftLines(planned)).toEqual([
    'the kernel is started without intel_iommu=on iommu=pt: /etc/default/grub',
    'the kernel is started without intel_iommu=on iommu=pt: update-grub',
    'GRUB has taken /etc/default/grub over: /var/lib/phoenix/setup/boot',
    'vfio modules are loaded at boot: /etc/modules-load.d/phoenix-vfio.conf',
    'cards for VMs: 10de:2684, 10de:22ba: /etc/modprobe.d/phoenix-vfio.conf',
    '/etc/modprobe.d/phoenix-vfio.conf is in the initial ram disks: update-initramfs -u -k all',
    'restart: the running kernel was started without intel_iommu=on iommu=pt',
  ]);
  const contents = planned.operations.flatMap((one) => ('content' in one ? [one.content] : []));
  expect(contents).toContain(MODULES);
  expect(contents).toContain(MODPROBE);
  expect(planned.operations[0]).toMatchObject({ keep: true, verify: ['sh', '-n', '{}'] });
});

it('AMD needs no word of its own', async () => {
  const files = { ...GRUB, '/proc/cpuinfo': 'vendor_id\t: AuthenticAMD\n' };
  expect(draftLines(await draft({ files }))[0]).toBe(
    'the kernel is started without iommu=pt: /etc/default/grub',
  );
});

it('what systemd-boot reads is no script of a shell, and is not judged as one', async () => {
  const files = {
    '/etc/kernel/proxmox-boot-uuids': 'A1B2-C3D4\n',
    '/etc/kernel/cmdline': 'root=ZFS=rpool/ROOT/pve-1 boot=zfs\n',
    '/sys/firmware/efi/efivars/x': '',
  };
  const { operations } = await draft({ files });
  expect(operations[0]).toMatchObject({
    write: '/etc/kernel/cmdline',
    content: 'root=ZFS=rpool/ROOT/pve-1 boot=zfs intel_iommu=on iommu=pt\n',
  });
  expect(operations[0]).not.toHaveProperty('verify');
});

it('the cause tells whether the file of the modules is new', async () => {
  const cause = async (files: Record<string, string>) => {
    const { operations } = await draft({ files: { ...GRUB, ...files } });
    return operations.find(({ id }) => id === 'modules')?.cause;
  };
  expect(await cause({})).toBe('vfio modules are loaded at boot');
  expect(await cause({ '/etc/modules-load.d/phoenix-vfio.conf': 'vfio\n' })).toBe(
    '/etc/modules-load.d/phoenix-vfio.conf differs',
  );
});

it('a restart is needed for all cards that others hold, or nobody', async () => {
  const free = GPU('nouveau').replace(/\tKernel driver in use.*\n/, '');
  const planned = await draft({ files: DONE, cards: free + SOUND('snd_hda_intel') });
  expect(planned.restart).toBe(
    'cards for VMs are not held by vfio-pci: 10de:2684 at 01:00.0 by no driver, 10de:22ba at 01:00.1 by snd_hda_intel',
  );
});

it('as declared: nothing, and nothing to restart for', async () => {
  const cards = GPU('vfio-pci') + SOUND('vfio-pci');
  expect(draftLines(await draft({ files: DONE, cards }))).toEqual([]);
});

it.each([
  [
    'killed before the loader took it over',
    { files: { ...DONE, '/proc/cmdline': 'quiet\n' } },
    [
      'whether GRUB starts the kernel with intel_iommu=on iommu=pt is not known: update-grub',
      'GRUB has taken /etc/default/grub over: /var/lib/phoenix/setup/boot',
      'restart: the running kernel was started without intel_iommu=on iommu=pt',
    ],
  ],
  [
    'killed before the initial ram disks were made again',
    { files: { ...DONE, '/boot/initrd.img-6.14': '' }, find: '/boot/initrd.img-6.14\n' },
    ['/boot/initrd.img-6.14 without /etc/modprobe.d/phoenix-vfio.conf: update-initramfs -u -k all'],
  ],
  [
    'no card any more',
    { files: DONE, ids: [] },
    [
      'cards for VMs: none: /etc/modprobe.d/phoenix-vfio.conf differs: /etc/modprobe.d/phoenix-vfio.conf',
      '/etc/modprobe.d/phoenix-vfio.conf is in the initial ram disks: update-initramfs -u -k all',
    ],
  ],
])('%s', async (_, one: Case, lines) => {
  const cards = GPU('vfio-pci') + SOUND('vfio-pci');
  expect(draftLines(await draft({ cards, ...one }))).toEqual(lines);
});

it.each([
  [
    'the firmware',
    { ...DONE, '/sys/kernel/iommu_groups/0': undefined },
    GPU('vfio-pci'),
    'no IOMMU',
  ],
  ['another driver', DONE, GPU('nouveau') + SOUND('vfio-pci'), '10de:2684 at 01:00.0 by nouveau'],
])('a restart is needed because of %s', async (_, files, cards, why) => {
  const there = Object.entries(files).filter(([, text]) => text !== undefined);
  const planned = await draft({
    files: Object.fromEntries(there) as Record<string, string>,
    cards,
    ids: IDS.slice(0, cards.split('\n').length > 4 ? 2 : 1),
  });
  expect(planned.restart).toContain(why);
});

it('legacy 90: all cards of NVIDIA for VMs and its driver on the host exclude one another', async () => {
  const lines = draftLines(await draft({ files: GRUB, install: true }));
  expect(lines).toEqual([
    '✖ cannot reserve 10de:2684 for VMs and install the driver of NVIDIA on the host: it has no other card of NVIDIA (take 10de:2684 out of vfio.pci_ids, or declare nvidia_driver.install false)',
  ]);
  const two =
    GPU('nouveau') +
    SOUND('snd_hda_intel') +
    card('02:00.0', '0300', '10de:2204', 'nvidia', 'nvidia');
  expect((await draft({ files: GRUB, cards: two, install: true })).problems).toBeUndefined();
});

it('legacy 90: an id that no card has is told, with those that there are', async () => {
  const lines = draftLines(await draft({ files: GRUB, ids: ['10de:1b80'] }));
  expect(lines).toEqual([
    '✖ cannot reserve 10de:1b80: this host has no such PCI card (correct vfio.pci_ids (lspci -nn shows the ids): there are 10de:2684 (Maker Model), 10de:22ba (Maker Model))',
  ]);
});

it('legacy 90: of many cards a dozen are told, and of bridges none', async () => {
  const hint = async (count: number) => {
    const cards = Array.from({ length: count }, (_, index) =>
      card(`0${index.toString(16)}:00.0`, '0106', `1234:00${index + 10}`, 'ahci', 'ahci'),
    );
    const bridge = card('1f:00.0', '0604', '1234:0001', 'pcieport', 'shpchp');
    const planned = await draft({
      files: GRUB,
      ids: ['10de:1b80'],
      cards: cards.join('') + bridge,
    });
    return planned.problems?.[0]?.hint;
  };
  expect(await hint(1)).toMatch(/: there are 1234:0010 \(Maker Model\)$/);
  expect(await hint(12)).toMatch(/, 1234:0021 \(Maker Model\)$/);
  expect(await hint(14)).toMatch(/, 1234:0021 \(Maker Model\) and 2 more$/);
});

it('without cards for VMs nobody needs lspci', async () => {
  const host = fakeHost({ files: { ...INTEL, ...GRUB }, programs: [] });
  const config = { vfio: { pci_ids: [] }, nvidia_driver: { install: true } };
  expect(plan({ config }, { ...(await observe(host)), cards: undefined }).problems).toBeUndefined();
});

it('legacy 90: cards of others may be reserved where there is none of NVIDIA', async () => {
  const cards = SOUND('vfio-pci');
  const planned = await draft({ files: GRUB, ids: ['10de:22ba'], cards, install: true });
  expect(planned.problems).toBeUndefined();
});

it('legacy 90: no driver of NVIDIA is blacklisted', async () => {
  const { operations } = await draft({ files: GRUB });
  expect(JSON.stringify(operations)).not.toContain('blacklist');
});

it('a boot loader without its file is a problem', async () => {
  const [line] = draftLines(await draft({ files: {} }));
  expect(line).toContain(
    '✖ cannot start the kernel with intel_iommu=on iommu=pt: GRUB takes its parameters from /etc/default/grub, which does not exist',
  );
});
