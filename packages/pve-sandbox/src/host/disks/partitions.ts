import { randomUUID } from 'node:crypto';
import { type BlockDevice, childrenOf, isTable, partitionName, treeOf } from './device.ts';
import { makeNodes, removeNodes } from './nodes.ts';
import { signaturesOf } from './signatures.ts';

/** Types of GPT partitions. */
export const partitionTypes = {
  bios: '21686148-6449-6e6f-744e-656564454649',
  efi: 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b',
  lvm: 'e6d6d379-f507-44c2-a23c-238f2a3df928',
  linux: '0fc63daf-8483-4772-8e79-3d69d8477de4',
  zfs: '6a898cc3-1dd2-11b2-99a6-080020736631',
  solarisReserved: '6a945a3b-1dd2-11b2-99a6-080020736631',
} as const;

/** A partition to be made. */
export interface Wanted {
  number: number;
  /** Bytes from the start of the disk. */
  start: number;
  size: number;
  type: keyof typeof partitionTypes;
  label?: string;
}

/** Gives a disk a partition table of its own, and its partitions their nodes. */
export function partition(
  disk: BlockDevice,
  wanted: readonly Wanted[],
  all: readonly BlockDevice[],
): BlockDevice[] {
  const others = unpartitioned(disk, all);
  const empty = others.find(({ name }) => name === disk.name) ?? disk;
  const table = { ...empty, signatures: signaturesOf('gpt') };
  const parts = wanted.map((one) => made(disk, one));
  for (const part of parts) makeNodes(part);
  return others.flatMap((one) => (one.name === disk.name ? [table, ...parts] : [one]));
}

function made(disk: BlockDevice, { number, start, size, type, label }: Wanted): BlockDevice {
  const uuid = randomUUID();
  return {
    name: partitionName(disk.name, number),
    kind: 'part',
    parent: disk.name,
    size,
    rotational: disk.rotational,
    partition: {
      number,
      start,
      type: partitionTypes[type],
      uuid,
      ...(label !== undefined && { label }),
    },
    links: [...disk.links.map((link) => `${link}-part${number}`), `/dev/disk/by-partuuid/${uuid}`],
    signatures: [],
    mounted: [],
    swap: false,
  };
}

/** The devices after a disk has lost its partition table, with all that lay in it. */
export function unpartitioned(disk: BlockDevice, all: readonly BlockDevice[]): BlockDevice[] {
  const gone = childrenOf(disk.name, all).flatMap((child) => treeOf(child, all));
  for (const one of gone) removeNodes(one);
  return all
    .filter((one) => !gone.includes(one))
    .map((one) =>
      one.name === disk.name
        ? { ...one, signatures: one.signatures.filter(({ type }) => !isTable(type)) }
        : one,
    );
}
