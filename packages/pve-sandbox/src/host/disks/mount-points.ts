import { mountPointOf } from '../zfs/mount-point.ts';
import { pools } from '../zfs/pools.ts';
import { contentOf, devicePath, devices } from './device.ts';

/** A file system that the host has mounted. */
export interface MountPoint {
  target: string;
  source: string;
  fstype: string;
  options: string;
}

const kernel: readonly [string, string, string][] = [
  ['/sys', 'sysfs', 'sysfs'],
  ['/proc', 'proc', 'proc'],
  ['/dev', 'udev', 'devtmpfs'],
  ['/dev/pts', 'devpts', 'devpts'],
  ['/run', 'tmpfs', 'tmpfs'],
  ['/dev/shm', 'tmpfs', 'tmpfs'],
  ['/run/lock', 'tmpfs', 'tmpfs'],
  ['/tmp', 'tmpfs', 'tmpfs'],
  ['/etc/pve', '/dev/fuse', 'fuse'],
];

/** Every mount of the host, the root first. */
export function mountPoints(): MountPoint[] {
  const ofDisks = devices().flatMap((device) =>
    device.mounted.map((target) => ({
      target,
      source: devicePath(device),
      fstype: contentOf(device)?.type ?? 'auto',
      options: 'rw,relatime',
    })),
  );
  const ofPools = pools().flatMap((pool) =>
    pool.datasets
      .filter(({ mounted }) => mounted)
      .map(({ name }) => ({
        target: mountPointOf(pool, name) ?? '',
        source: name,
        fstype: 'zfs',
        options: 'rw,relatime,xattr,posixacl,casesensitive',
      })),
  );
  const ofKernel = kernel.map(([target, source, fstype]) => ({
    target,
    source,
    fstype,
    options: 'rw,relatime',
  }));
  const all = [...ofDisks, ...ofPools];
  const root = all.filter(({ target }) => target === '/');
  return [...root, ...ofKernel, ...all.filter(({ target }) => target !== '/')];
}

/** The mount that holds a path. */
export function mountHolding(path: string): MountPoint | undefined {
  return mountPoints()
    .filter(({ target }) => `${path}/`.startsWith(target === '/' ? '/' : `${target}/`))
    .sort((a, b) => a.target.length - b.target.length)
    .at(-1);
}
