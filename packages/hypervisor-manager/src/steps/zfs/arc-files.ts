/** Options of the module; the last file wins, and Proxmox's own installer writes zfs.conf. */
export const ARC_FILE = '/etc/modprobe.d/zz-phoenix-zfs.conf';

/** The limit in force, in bytes. */
export const ARC_NOW = '/sys/module/zfs/parameters/zfs_arc_max';
