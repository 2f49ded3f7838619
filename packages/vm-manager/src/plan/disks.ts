import type { VmGuest } from '@phoenix/shared-config';
import type { Growth } from '@phoenix/shared-runtime/guests';
import { parseProperties, parseSize } from '@phoenix/shared-runtime/pve';
import { named } from './canonical.ts';

type Keys = ReadonlyMap<string, string>;

const DRIVE = /^(scsi|virtio|sata|ide)\d+$/;

/** True for the key of a disk or CD drive. */
export function isDrive(key: string): boolean {
  return DRIVE.test(key);
}

/** True for the drive that carries cloud-init's data. */
export function isCloudInitDrive(key: string, value: string): boolean {
  if (!DRIVE.test(key)) return false;
  return /(^|[:/])(vm-\d+-)?cloudinit(\.\w+)?$/.test(parseProperties(value)[''] ?? '');
}

/** Key of the drive that carries cloud-init's data. */
export function cloudInitDrive(keys: Keys): string | undefined {
  return [...keys].find(([key, value]) => isCloudInitDrive(key, value))?.[0];
}

/** Disks of a VM in the order of their keys: no CD drives. */
export function disks(keys: Keys): string[] {
  return [...keys]
    .filter(([key, value]) => DRIVE.test(key) && isDisk(key, value))
    .map(([key]) => key)
    .sort((a, b) => rank(a) - rank(b) || number(a) - number(b));
}

/** The disk that a VM boots from: the first in its boot order, else the first that it has. */
export function bootDisk(keys: Keys): string | undefined {
  const all = disks(keys);
  return bootOrder(keys.get('boot')).find((key) => all.includes(key)) ?? all[0];
}

/** The boot order with the boot disk in it; undefined when it needs no change. */
export function desiredBoot(keys: Keys): string | undefined {
  const boot = keys.get('boot');
  const disk = bootDisk(keys);
  if (disk === undefined || boot === undefined) return undefined;
  const { order, legacy } = named('boot', boot);
  if (legacy !== undefined && order === undefined) return undefined;
  const devices = bootOrder(boot);
  if (devices.includes(disk)) return undefined;
  return `order=${[disk, ...devices].join(';')}`;
}

/** Growth of the boot disk; a smaller one cannot be had, another storage only by a person. */
export function diskGrowth(guest: VmGuest, keys: Keys): { growth: Growth[]; notes: string[] } {
  const key = bootDisk(keys);
  if (key === undefined) return { growth: [], notes: [] };
  const properties = parseProperties(keys.get(key) ?? '');
  const from = properties.size ?? '0';
  const bytes = parseSize(from) ?? 0;
  const wanted = guest.disk_size_gb * 2 ** 30;
  const notes: string[] = [];
  if (bytes > wanted)
    notes.push(
      `${key} of ${guest.id} is ${from}, declared ${guest.disk_size_gb}G: Proxmox cannot shrink it`,
    );
  const storage = (properties[''] ?? '').split(':')[0];
  if (storage !== guest.storage_pool)
    notes.push(
      `${key} of ${guest.id} is on ${storage}, declared ${guest.storage_pool}: to move it, type qm disk move ${guest.id} ${key} ${guest.storage_pool} --delete 1`,
    );
  const growth = bytes < wanted ? [{ key, from, to: guest.disk_size_gb }] : [];
  return { growth, notes };
}

function isDisk(key: string, value: string): boolean {
  const { '': volume, media } = parseProperties(value);
  return media !== 'cdrom' && volume !== 'none' && !isCloudInitDrive(key, value);
}

function bootOrder(boot: string | undefined): string[] {
  return (named('boot', boot ?? '').order ?? '').split(';').filter(Boolean);
}

function rank(key: string): number {
  return ['scsi', 'virtio', 'sata', 'ide'].indexOf(key.replace(/\d+$/, ''));
}

function number(key: string): number {
  return Number(/\d+$/.exec(key)?.[0] ?? 0);
}
