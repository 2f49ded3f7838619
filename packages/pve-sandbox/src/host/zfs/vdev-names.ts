import { resolved } from '../disks/nodes.ts';

/** How disks of a pool are named: by whole paths (-P), by what links lead to (-L). */
export interface Naming {
  path?: boolean;
  links?: boolean;
}

/** The name of a disk of a pool; ZFS leaves out the partition that it made on a whole disk. */
export function vdevName(path: string, wholeDisk: boolean, { path: whole, links }: Naming): string {
  const real = links === true ? (resolved(path) ?? path) : path;
  if (whole === true) return real;
  const short = real.replace(/^\/dev\/(?:disk\/[\w-]+\/)?/, '');
  return wholeDisk ? short.replace(/-part1$|(?<=\d)p1$|(?<=^sd[a-z]+)1$/, '') : short;
}
