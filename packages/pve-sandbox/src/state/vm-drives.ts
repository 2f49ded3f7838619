import { storedVmSchema } from '../tools/schema/check-stored.ts';
import { parseProperties, propertyError } from '../tools/schema/check-value.ts';
import { printProperties } from '../tools/schema/property-string.ts';
import type { OptionSchema } from '../tools/schema/types.ts';
import { Refusal } from './refusal.ts';

/** `scsi0`, `ide2` and alike of a section. */
export interface Drive {
  key: string;
  /** Volume id, path, `none` or `cdrom`. */
  file: string;
  values: Map<string, string>;
}

const number = (key: string): number => Number(/\d+$/.exec(key)?.[0] ?? 0);
/** Buses in the order in which Proxmox looks for the first disk. */
const buses = ['ide', 'scsi', 'virtio', 'sata', 'efidisk', 'tpmstate'];
const drivePattern = /^(ide|scsi|virtio|sata|efidisk|tpmstate)\d+$/;

/** Whether a key names a drive. */
export const isDriveKey = (key: string): boolean => drivePattern.test(key);

const properties = (key: string): Record<string, OptionSchema> =>
  storedVmSchema(key)?.properties ?? {};

/** A drive from its value. @throws Refusal when it is none */
export function parseDrive(key: string, value: string): Drive {
  const parsed = parseProperties(value, properties(key));
  const wrong = propertyError(parsed, '');
  if (wrong !== undefined) throw new Refusal(wrong.replace(/\n$/, ''));
  return { key, file: parsed.values.get('file') ?? '', values: parsed.values };
}

/** A drive's value in canonical form. */
export const driveText = ({ key, values }: Drive): string =>
  printProperties(values, properties(key));

/** A copy of a drive with other values; undefined takes one away. */
export function changedDrive(drive: Drive, changes: Record<string, string | undefined>): Drive {
  const values = new Map(drive.values);
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) values.delete(key);
    else values.set(key, value);
  }
  return { ...drive, values, file: values.get('file') ?? drive.file };
}

/** Drives of a section by bus and number; values that do not parse are left out. */
export function drives(values: ReadonlyMap<string, string>): Drive[] {
  return [...values.keys()]
    .filter(isDriveKey)
    .sort(byBus)
    .map((key) => {
      try {
        return parseDrive(key, values.get(key) ?? '');
      } catch {
        return undefined;
      }
    })
    .filter((drive) => drive !== undefined);
}

/** The order in which Proxmox goes through drives. */
export function byBus(a: string, b: string): number {
  const rank = (key: string) => buses.indexOf(key.replace(/\d+$/, ''));
  return rank(a) - rank(b) || number(a) - number(b);
}

/** Whether a drive holds cloud-init's data. */
export const isCloudInit = ({ file }: Drive): boolean =>
  /[:/]vm-\d+-cloudinit(?:\.\w+)?$/.test(file) || /:cloudinit$/.test(file);

/** Whether a drive is a CD; one with cloud-init's data counts as such only where asked. */
export const isCdrom = (drive: Drive): boolean => drive.values.get('media') === 'cdrom';

/** Whether a section has a drive for cloud-init. */
export const hasCloudInit = ({ values }: { values: ReadonlyMap<string, string> }): boolean =>
  drives(values).some(isCloudInit);

/** Whether a drive's file is a volume of a storage. */
export const isVolume = ({ file }: Drive): boolean =>
  file.includes(':') && !file.startsWith('/') && file !== 'none' && file !== 'cdrom';

/** The first disk, or CD, that a machine could boot from. */
export function firstDrive(
  values: ReadonlyMap<string, string>,
  kind: 'disk' | 'cdrom',
): Drive | undefined {
  return drives(values).find(
    (drive) => !/^(?:efidisk|tpmstate)/.test(drive.key) && isCdrom(drive) === (kind === 'cdrom'),
  );
}

/** The devices that a machine boots from, as its `boot` says. */
export function bootOrder(values: ReadonlyMap<string, string>): string[] {
  const order = /(?:^|,)order=([^,]*)/.exec(values.get('boot') ?? '')?.[1] ?? '';
  return order.split(/[\s;]+/).filter((device) => device !== '');
}

/** The disk that a machine boots from: the first in its order, else its first. */
export function bootDisk(values: ReadonlyMap<string, string>): Drive | undefined {
  const disks = drives(values).filter((drive) => !isCdrom(drive));
  const named = [...bootOrder(values), values.get('bootdisk')];
  for (const key of named) {
    const disk = disks.find((each) => each.key === key);
    if (disk !== undefined) return disk;
  }
  return firstDrive(values, 'disk');
}
