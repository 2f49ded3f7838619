import type { Program } from './answering.ts';

/** Programs of disks and pools by their names; each tells its changes to the log itself. */
export const storagePrograms: Record<string, () => Promise<Program>> = {
  blkid: async () => (await import('./disks/blkid.ts')).blkid,
  findmnt: async () => (await import('./disks/findmnt.ts')).findmnt,
  lsblk: async () => (await import('./disks/lsblk.ts')).lsblk,
  lvs: async () => (await import('./disks/lvm.ts')).lvs,
  mdadm: async () => (await import('./disks/mdadm.ts')).mdadm,
  pvs: async () => (await import('./disks/lvm.ts')).pvs,
  sgdisk: async () => (await import('./disks/sgdisk.ts')).sgdisk,
  swapon: async () => (await import('./disks/swapon.ts')).swapon,
  vgs: async () => (await import('./disks/lvm.ts')).vgs,
  wipefs: async () => (await import('./disks/wipefs.ts')).wipefs,
  zfs: async () => (await import('./zfs/zfs.ts')).zfs,
  zpool: async () => (await import('./zfs/zpool.ts')).zpool,
};
