import { join } from 'node:path';

/** The name of the only node. Recorded hosts have it too. */
export const nodeName = 'pve';

/**
 * Where a path of the host lies: the same path inside `pve-sandbox exec`, where the host's root is
 * the process's own, or below PVE_SANDBOX_ROOT when that is set (unit tests).
 */
export function hostPath(path: string): string {
  const root = process.env.PVE_SANDBOX_ROOT;
  return root === undefined || root === '' ? path : join(root, path);
}

/** Files of the sandbox itself: what a real host keeps in kernel, LVM or ZFS. */
export const sandboxState = '/var/lib/pve-sandbox';

/** The conf file of a container. */
export const lxcConf = (id: number): string => `/etc/pve/lxc/${id}.conf`;

/** The conf file of a virtual machine. */
export const qemuConf = (id: number): string => `/etc/pve/qemu-server/${id}.conf`;

/** The lock that every change of a container's conf file takes. */
export const configLock = (id: number): string => `/run/lock/lxc/pve-config-${id}.lock`;

/** The lock that every change of a virtual machine's conf file takes. */
export const vmConfigLock = (id: number): string => `/var/lock/qemu-server/lock-${id}.conf`;
