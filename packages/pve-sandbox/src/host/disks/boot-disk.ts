import { type BlockDevice, saveDevices } from './device.ts';
import { makeNodes } from './nodes.ts';
import { partition } from './partitions.ts';
import { signaturesOf } from './signatures.ts';

const mebi = 2 ** 20;
const gibi = 2 ** 30;

/** The disk that the installer was given: its boot loader, its EFI partition, and the system. */
export function makeBootDisk(system: 'lvm' | 'zfs'): BlockDevice[] {
  const serial = 'BOOT0001';
  const disk: BlockDevice = {
    name: 'sda',
    kind: 'disk',
    size: 256_060_514_304,
    rotational: false,
    model: 'Example SSD 256GB',
    serial,
    wwn: '0x5000c5000b007001',
    links: [
      `/dev/disk/by-id/ata-Example_SSD_256GB_${serial}`,
      '/dev/disk/by-id/wwn-0x5000c5000b007001',
    ],
    signatures: [],
    mounted: [],
    swap: false,
  };
  makeNodes(disk);
  const system3 = { number: 3, start: 1026 * mebi, size: disk.size - 1027 * mebi };
  const all = partition(
    disk,
    [
      { number: 1, start: 34 * 512, size: 1007 * 1024, type: 'bios' },
      { number: 2, start: mebi, size: gibi, type: 'efi' },
      { ...system3, type: system === 'lvm' ? 'lvm' : 'zfs' },
    ],
    [disk],
  ).map((one): BlockDevice => {
    if (one.name === 'sda2') {
      const mounted = system === 'lvm' ? ['/boot/efi'] : [];
      return { ...one, signatures: signaturesOf('vfat'), mounted };
    }
    if (one.name !== 'sda3') return one;
    if (system === 'zfs') return { ...one, signatures: signaturesOf('zfs_member', 'rpool') };
    return { ...one, signatures: signaturesOf('LVM2_member'), group: 'pve' };
  });
  const whole = system === 'lvm' ? [...all, ...logicalVolumes()] : all;
  saveDevices(whole);
  return whole;
}

function logicalVolumes(): BlockDevice[] {
  const swap = logicalVolume(0, 'swap', 8 * gibi);
  const root = logicalVolume(1, 'root', 64 * gibi);
  const volumes: BlockDevice[] = [
    { ...swap, signatures: signaturesOf('swap'), swap: true },
    { ...root, signatures: signaturesOf('ext4'), mounted: ['/'] },
  ];
  for (const one of volumes) makeNodes(one);
  return volumes;
}

function logicalVolume(number: number, name: string, size: number): BlockDevice {
  return {
    name: `dm-${number}`,
    kind: 'lvm',
    parent: 'sda3',
    size,
    rotational: false,
    links: [`/dev/mapper/pve-${name}`, `/dev/pve/${name}`],
    signatures: [],
    mounted: [],
    swap: false,
  };
}
