import { parseSize } from '../../state/sizes.ts';
import { bootDisk } from '../../state/vm-drives.ts';

type Values = ReadonlyMap<string, string>;

/** Bytes of memory of a machine. */
export const memoryBytes = (values: Values): number =>
  Number((values.get('memory') ?? '512').replace(/^current=/, '')) * 2 ** 20;

/** Bytes of the disk that a machine boots from; 0 without one. */
export const bootDiskBytes = (values: Values): number =>
  parseSize(bootDisk(values)?.values.get('size') ?? '0') ?? 0;

/** Processors of a machine. */
export const processors = (values: Values): number =>
  Number(values.get('sockets') ?? 1) * Number(values.get('cores') ?? 1);
