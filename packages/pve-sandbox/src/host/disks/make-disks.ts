import type { Declared } from '../declared.ts';
import { makeBootDisk } from './boot-disk.ts';
import { makeDeclaredDisks } from './declared-disks.ts';
import { devices } from './device.ts';
import { tellSwaps } from './swaps-file.ts';

/** The disks of a new host: the one with its system, and those that the configuration names. */
export function makeDisks(declared: Declared, system: 'lvm' | 'zfs'): void {
  if (devices().length === 0) makeBootDisk(system);
  makeDeclaredDisks(declared);
  tellSwaps();
}
