import { readText, writeText } from '../../state/files.ts';
import { sandboxState } from '../../state/paths.ts';
import { forgetLostPools } from '../zfs/pools.ts';

/** What a program left on a device so that others know it: a file system, a member of something. */
export interface Signature {
  /** As blkid names it: `ext4`, `zfs_member`, `gpt` and so on. */
  type: string;
  /** Bytes from the start of the device. */
  offset: number;
  uuid?: string;
  label?: string;
}

/** A block device of the host as its kernel knows it. */
export interface BlockDevice {
  /** The kernel's name: `sdb`, `nvme0n1p1`, `dm-0`. */
  name: string;
  kind: 'disk' | 'part' | 'lvm' | 'crypt' | 'raid1';
  /** The kernel's name of what it lies on; none for a disk. */
  parent?: string;
  /** Bytes. */
  size: number;
  rotational: boolean;
  model?: string;
  serial?: string;
  wwn?: string;
  /** What its entry in the partition table tells. */
  partition?: { number: number; start: number; type: string; uuid: string; label?: string };
  /** Paths that lead to it besides /dev/NAME. */
  links: string[];
  signatures: Signature[];
  /** Where its file system is mounted. */
  mounted: string[];
  swap: boolean;
  /** The volume group that it is a physical volume of. */
  group?: string;
}

const path = `${sandboxState}/disks.json`;

/** All block devices, each after what it lies on. */
export function devices(): BlockDevice[] {
  const text = readText(path);
  return text === undefined ? [] : (JSON.parse(text) as BlockDevice[]);
}

/**
 * Replaces what is known of the block devices. Changes happen under `locked`. An exported pool is
 * gone when one of its disks has lost its label.
 */
export function saveDevices(all: readonly BlockDevice[]): void {
  const members = all.filter((one) => contentOf(one)?.type === 'zfs_member');
  forgetLostPools(new Set(members.map(({ name }) => name)));
  writeText(path, `${JSON.stringify(all, null, 1)}\n`);
}

/** The devices that lie directly on one. */
export const childrenOf = (name: string, all: readonly BlockDevice[]): BlockDevice[] =>
  all.filter(({ parent }) => parent === name);

/** A device and all that lies on it, from below. */
export function treeOf(device: BlockDevice, all: readonly BlockDevice[]): BlockDevice[] {
  return [device, ...childrenOf(device.name, all).flatMap((child) => treeOf(child, all))];
}

/** The path by which programs tell of a device. */
export const devicePath = ({ kind, name, links }: BlockDevice): string =>
  (kind === 'lvm' || kind === 'crypt' ? links[0] : undefined) ?? `/dev/${name}`;

/** The kernel's name of a partition: `sdb1`, `nvme0n1p1`. */
export const partitionName = (disk: string, number: number): string =>
  `${disk}${/\d$/.test(disk) ? 'p' : ''}${number}`;

/** The signature that tells what a device holds: no partition table. */
export const contentOf = ({ signatures }: BlockDevice): Signature | undefined =>
  signatures.find(({ type }) => !isTable(type));

/** The kind of its partition table, undefined where there is none. */
export const tableOf = ({ signatures }: BlockDevice): string | undefined =>
  signatures.find(({ type }) => type === 'gpt' || type === 'dos')?.type;

/** Whether a type of signature is a partition table. */
export const isTable = (type: string): boolean => ['gpt', 'dos', 'PMBR'].includes(type);
