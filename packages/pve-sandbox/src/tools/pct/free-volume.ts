import { Refusal } from '../../state/refusal.ts';
import { enabledStorage } from '../../state/storage-cfg.ts';
import { out } from '../../state/talk.ts';
import { type Volume, volume } from '../../state/volume-ids.ts';
import { btrfsSubvolume, volumePath } from '../../state/volume-paths.ts';
import { removeVolume, volumeExists } from '../../state/volumes.ts';

/**
 * Frees a volume. One that is gone is only told of on a storage of files.
 * @throws Refusal as the storage's own program fails on it
 */
export function freeVolume(volid: string): void {
  const gone = volume(volid);
  enabledStorage(gone.store.id);
  if (volumeExists(gone)) removeVolume(gone);
  else tellOfMissing(gone);
}

/** Tells that a volume to be freed is not there. @throws Refusal where that is an error */
export function tellOfMissing(gone: Volume): void {
  const { type } = gone.store;
  if (type === 'btrfs') {
    throw new Refusal(
      `command 'btrfs subvolume delete -- ${btrfsSubvolume(gone)}' failed: ERROR: Could not statfs: No such file or directory`,
    );
  }
  if (type === 'zfspool') return;
  if (type === 'lvm' || type === 'lvmthin') {
    const vg = gone.store.options.get('vgname') ?? '';
    throw new Refusal(
      `lvremove '${vg}/${gone.file}' error:   Failed to find logical volume "${vg}/${gone.file}"`,
    );
  }
  out(`disk image '${volumePath(gone)}' does not exist\n`);
}
