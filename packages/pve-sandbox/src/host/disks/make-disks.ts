import { hostPath } from '../../state/paths.ts';
import type { Declared } from '../declared.ts';
import { writeMissing } from '../write-missing.ts';
import { makeBootDisk } from './boot-disk.ts';
import { makeDeclaredDisks } from './declared-disks.ts';
import { devices } from './device.ts';
import { tellSwaps } from './swaps-file.ts';

/** The disks of a new host: the one with its system, and those that the configuration names. */
export function makeDisks(declared: Declared, system: 'lvm' | 'zfs'): void {
  if (devices().length === 0) makeBootDisk(system);
  makeDeclaredDisks(declared);
  tellSwaps();
  writeMissing(hostPath('/'), { 'sys/module/zfs/parameters/zfs_arc_max': '0\n' });
}
