import { basename } from 'node:path';
import type { Look } from '../../setup/step.ts';

/** A disk that is declared for a pool, as the host's own tools see it. */
export interface Disk {
  /** As declared. */
  readonly path: string;
  /** Undefined: there is no such block device. */
  readonly device: BlockDevice | undefined;
}

/** A block device with all that lies on it, as `lsblk` tells it. */
export interface BlockDevice {
  /** /dev/sdb */
  readonly path: string;
  /** disk, part, lvm, raid1, crypt, loop. */
  readonly type: string;
  readonly serial: string | undefined;
  readonly model: string | undefined;
  /** Bytes. */
  readonly size: number;
  readonly readOnly: boolean;
  /** Signatures that `wipefs` reads from it: gpt, PMBR, ext4, LVM2_member. */
  readonly signatures: readonly string[];
  /** ext4, zfs_member, LVM2_member, swap; undefined for none. */
  readonly fstype: string | undefined;
  readonly label: string | undefined;
  /** Kind of its partition table: gpt, dos. */
  readonly tableType: string | undefined;
  /** Where it is mounted; `[SWAP]` for swap that is in use. */
  readonly mountpoints: readonly string[];
  /** Partitions, volumes, arrays, mappings on it. */
  readonly children: readonly BlockDevice[];
}

const COLUMNS = 'PATH,TYPE,SERIAL,MODEL,SIZE,RO,FSTYPE,LABEL,PTTYPE,MOUNTPOINTS' as const;

/**
 * Looks at a disk with lsblk and wipefs, which read it and nothing else. lsblk repeats what udev found
 * out some time ago, or nothing at all; wipefs reads the disk and its partitions themselves.
 */
export async function lookAtDisk(path: string, host: Look): Promise<Disk> {
  const tree = await host.query(['lsblk', '--json', '--bytes', '--output', COLUMNS, path]);
  if (tree.exit !== 0) return { path, device: undefined };
  const [device] = devicesIn(jsonIn(tree.stdout).blockdevices);
  if (device === undefined) return { path, device };
  const readable = allOf(device).filter(({ type }) => READ.includes(type));
  const paths = readable.map((one) => one.path);
  const found = await host.query(['wipefs', '--json', '--no-act', ...paths]);
  return { path, device: withSignatures(device, listOf(jsonIn(found.stdout).signatures)) };
}

/** Kinds of devices on which signatures are looked for. */
const READ = ['disk', 'part', 'loop', 'mpath'];

/** Signatures that tell how a disk is divided, and not what is on it. */
const TABLES = ['gpt', 'PMBR', 'dos'];

function withSignatures(
  device: BlockDevice,
  found: readonly Partial<Record<string, unknown>>[],
): BlockDevice {
  // wipefs names a device by the last part of its path: mpatha is /dev/mapper/mpatha.
  const name = basename(device.path);
  const own = found.filter((one) => basename(text(one.device) ?? '') === name);
  const signatures = [...new Set(own.flatMap((one) => text(one.type) ?? []))];
  const content = own.find((one) => !TABLES.includes(text(one.type) ?? ''));
  return {
    ...device,
    signatures,
    fstype: device.fstype ?? text(content?.type),
    label: device.label ?? text(content?.label),
    children: device.children.map((child) => withSignatures(child, found)),
  };
}

/** The device and everything on it, in one list. */
export function allOf(device: BlockDevice): BlockDevice[] {
  return [device, ...device.children.flatMap(allOf)];
}

function devicesIn(value: unknown): BlockDevice[] {
  return listOf(value).map((one) => ({
    path: text(one.path) ?? '',
    type: text(one.type) ?? '',
    serial: text(one.serial),
    model: text(one.model),
    size: Number(one.size ?? 0),
    readOnly: one.ro === true || one.ro === '1' || one.ro === 1,
    signatures: [],
    fstype: text(one.fstype),
    label: text(one.label),
    tableType: text(one.pttype),
    mountpoints: Array.isArray(one.mountpoints)
      ? one.mountpoints.flatMap((at) => text(at) ?? [])
      : [],
    children: devicesIn(one.children),
  }));
}

function jsonIn(output: string): Partial<Record<string, unknown>> {
  if (output.trim() === '') return {};
  const value: unknown = JSON.parse(output);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function listOf(value: unknown): Partial<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
