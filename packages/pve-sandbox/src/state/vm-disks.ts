import { sandboxState } from './paths.ts';
import { bootDisk, isVolume } from './vm-drives.ts';
import { loadVm } from './vms.ts';
import { volume } from './volume-ids.ts';
import { treePath } from './volume-paths.ts';

/**
 * Host path of the file tree that a virtual machine runs from: that of the volume of its boot disk,
 * which is copied with it, kept in its snapshots and removed with it. For a machine without a disk
 * a path where nothing is.
 */
export function vmTree(id: number): string {
  const disk = bootDisk(loadVm(id).values);
  return disk !== undefined && isVolume(disk)
    ? treePath(volume(disk.file))
    : `${sandboxState}/no-disk/${id}`;
}

/** The initrd that `args` give a machine's kernel, as a path of the host. */
export const initrdOf = (values: ReadonlyMap<string, string>): string | undefined =>
  /(?:^|\s)-initrd\s+(\S+)/.exec(values.get('args') ?? '')?.[1];
