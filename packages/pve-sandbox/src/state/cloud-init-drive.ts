import { drives, isCloudInit } from './vm-drives.ts';
import { loadVm } from './vms.ts';
import { volume } from './volume-ids.ts';
import { treePath } from './volume-paths.ts';

/** The files that a NoCloud drive holds. */
export const cloudInitFiles = ['user-data', 'network-config', 'meta-data', 'vendor-data'] as const;

/**
 * Host path of the directory with the files of a machine's cloud-init drive: what the guest would
 * find on the CD. Undefined where it has no such drive; without a file as long as none was made.
 */
export function cloudInitDirectory(id: number): string | undefined {
  const drive = drives(loadVm(id).values).find(isCloudInit);
  return drive === undefined || /:cloudinit$/.test(drive.file)
    ? undefined
    : treePath(volume(drive.file));
}
