import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { OWN } from '../../record/files.ts';
import { noteChange } from '../../record/note.ts';
import { exists, list, readText, writeText } from '../../state/files.ts';
import { hostPath } from '../../state/paths.ts';
import { err, out } from '../../state/talk.ts';
import { factsOf, release } from '../release.ts';
import { type Card, cards, isNvidiaGpu } from './cards.ts';
import { CMDLINE } from './command-line.ts';
import { load, loadConfigured, loaded, unload } from './modules.ts';

/** What the boot loader will give the next kernel. */
const NEXT = `${OWN}/kernel/next-cmdline`;
/** The settings of modules that are in the initial file system. */
const INITRAMFS = `${OWN}/kernel/initramfs-modprobe`;
/** The settings that the running system came up with. */
const BOOTED = `${OWN}/kernel/booted-modprobe`;
const UUIDS = '/etc/kernel/proxmox-boot-uuids';

const modprobeSettings = (): string =>
  list('/etc/modprobe.d')
    .filter((one) => one.endsWith('.conf'))
    .map((one) => readText(`/etc/modprobe.d/${one}`) ?? '')
    .join('\n');

/** update-grub: GRUB's settings become the next kernel's command line. */
export function updateGrub(): number {
  const text = readText('/etc/default/grub') ?? '';
  const value = (name: string) =>
    new RegExp(`^${name}=["']?([^"'\\n]*)["']?$`, 'm').exec(text)?.[1] ?? '';
  const { kernel } = factsOf(release());
  const line = [
    `BOOT_IMAGE=/boot/vmlinuz-${kernel}`,
    'root=/dev/mapper/pve-root ro',
    value('GRUB_CMDLINE_LINUX'),
    value('GRUB_CMDLINE_LINUX_DEFAULT'),
  ]
    .filter(Boolean)
    .join(' ');
  noteChange();
  writeText(
    '/boot/grub/grub.cfg',
    `menuentry 'Proxmox VE GNU/Linux' {\n\tlinux\t${line}\n\tinitrd\t/boot/initrd.img-${kernel}\n}\n`,
  );
  if (!exists(UUIDS)) writeText(NEXT, `${line}\n`);
  err(
    `Generating grub configuration file ...\nFound linux image: /boot/vmlinuz-${kernel}\nFound initrd image: /boot/initrd.img-${kernel}\ndone\n`,
  );
  return 0;
}

/** update-initramfs -u, -c: what modprobe.d says now is what the next boot begins with. */
export function updateInitramfs(): number {
  const { kernel } = factsOf(release());
  noteChange();
  out(`update-initramfs: Generating /boot/initrd.img-${kernel}\n`);
  writeText(`/boot/initrd.img-${kernel}`, '');
  writeText(INITRAMFS, modprobeSettings());
  return exists(UUIDS) ? refresh() : 0;
}

/** proxmox-boot-tool status, refresh, kernel list: only on hosts that boot by its partitions. */
export function bootTool(args: readonly string[]): number {
  const { kernel } = factsOf(release());
  const [verb = '', second] = args;
  if (verb === 'kernel' && second === 'list')
    out(`Manually selected kernels:\nNone.\n\nAutomatically selected kernels:\n${kernel}\n`);
  else if (verb === 'refresh') {
    noteChange();
    return refresh();
  } else if (verb === 'status') {
    if (!exists(UUIDS)) {
      err(
        `Re-executing '/usr/sbin/proxmox-boot-tool' in new private mount namespace..\nE: ${UUIDS} does not exist.\n`,
      );
      return 2;
    }
    out('System currently booted with uefi\n');
    for (const uuid of (readText(UUIDS) ?? '').split('\n').filter(Boolean))
      out(`${uuid} is configured with: uefi (versions: ${kernel})\n`);
  } else {
    err('USAGE: proxmox-boot-tool <commands> [ARGS]\n');
    return 1;
  }
  return 0;
}

function refresh(): number {
  const { kernel } = factsOf(release());
  if (!exists(UUIDS)) {
    out(
      `Running hook script 'proxmox-auto-removal'..\nRunning hook script 'zz-proxmox-boot'..\nNo ${UUIDS} found, skipping ESP sync.\n`,
    );
    return 0;
  }
  const own = (readText('/etc/kernel/cmdline') ?? '').trim();
  writeText(NEXT, `initrd=\\EFI\\proxmox\\${kernel}\\initrd.img-${kernel} ${own}\n`);
  out(
    `Copying and configuring kernels on /dev/disk/by-uuid\n\tCopying kernel and creating boot-entry for ${kernel}\n`,
  );
  return 0;
}

/** Whether a device is kept for machines: vfio has its ids since the last boot. */
export function boundToVfio({ vendorId, deviceId }: Card): boolean {
  const ids = [
    ...(readText(BOOTED) ?? '').matchAll(/^options\s+vfio[-_]pci\s+.*\bids=([\w:,]+)/gm),
  ].flatMap(([, all = '']) => all.split(','));
  return ids.includes(`${vendorId}:${deviceId}`) && loaded().includes('vfio_pci');
}

/** What the kernel does when it comes up: its command line, its modules, its IOMMU groups. */
export function bootKernel(): void {
  const next = readText(NEXT);
  if (next !== undefined) writeText(CMDLINE, next);
  for (const name of loaded()) unload(name);
  writeText(BOOTED, modprobeSettings());
  loadConfigured();
  // A driver that is in the initial file system is kept from loading by what is written there.
  const listed = (name: string) =>
    new RegExp(`^(blacklist\\s+${name}|install\\s+${name}\\s+/bin/(false|true))\\s*$`, 'm').test(
      readText(INITRAMFS) ?? '',
    );
  const gpus = cards().filter(isNvidiaGpu);
  if (gpus.some((card) => !boundToVfio(card))) {
    if (!listed('nouveau')) load('nouveau');
    else if (!listed('nvidia')) load('nvidia');
  }
  makeIommuGroups();
}

function makeIommuGroups(): void {
  rmSync(hostPath('/sys/kernel/iommu_groups'), { recursive: true, force: true });
  mkdirSync(hostPath('/sys/kernel/iommu_groups'), { recursive: true });
  if (!/\b(intel|amd)_iommu=on\b/.test(readText(CMDLINE) ?? '')) return;
  const groups = [...new Set(cards().map(({ slot }) => slot.replace(/\.\d$/, '')))];
  for (const { slot } of cards()) {
    const folder = hostPath(
      `/sys/kernel/iommu_groups/${groups.indexOf(slot.replace(/\.\d$/, ''))}/devices`,
    );
    mkdirSync(folder, { recursive: true });
    symlinkSync(`../../../../devices/pci0000:00/${slot}`, `${folder}/${slot}`);
  }
}
