import { chmodSync, existsSync, lstatSync, mkdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { standIns } from './stand-ins.ts';

/** Directories of every host, with their modes. */
const directories: Record<string, number> = {
  dev: 0o755,
  'dev/disk/by-id': 0o755,
  'dev/pts': 0o755,
  'dev/shm': 0o1777,
  'etc/apparmor.d/lxc': 0o755,
  'etc/default': 0o755,
  'etc/network/interfaces.d': 0o755,
  'etc/systemd/system': 0o755,
  'etc/modprobe.d': 0o755,
  'etc/modules-load.d': 0o755,
  'etc/sudoers.d': 0o750,
  'etc/apt/sources.list.d': 0o755,
  'etc/cron.d': 0o755,
  'etc/pve/nodes/pve/lxc': 0o750,
  'etc/pve/nodes/pve/qemu-server': 0o750,
  'etc/pve/nodes/pve/priv': 0o700,
  'etc/pve/firewall': 0o750,
  'etc/pve/priv/lock': 0o700,
  home: 0o755,
  media: 0o755,
  'mnt/pve': 0o755,
  opt: 0o755,
  proc: 0o555,
  root: 0o700,
  'run/lock/lxc': 0o755,
  'run/lock/qemu-server': 0o755,
  'run/lxc': 0o755,
  srv: 0o755,
  'sys/class/net': 0o755,
  'sys/fs': 0o755,
  'sys/module': 0o755,
  'sys/bus/pci/devices': 0o755,
  tmp: 0o1777,
  usr: 0o755,
  'usr/local/bin': 0o755,
  'usr/local/sbin': 0o755,
  'usr/local/etc': 0o755,
  'usr/local/lib': 0o755,
  'usr/local/share': 0o755,
  'usr/local/src': 0o755,
  'var/backups': 0o755,
  'var/cache': 0o755,
  'var/lib/dpkg': 0o755,
  'var/lib/lxc': 0o755,
  'var/lib/misc': 0o755,
  'var/lib/vz/dump': 0o755,
  'var/lib/vz/images': 0o755,
  'var/lib/vz/import': 0o755,
  'var/lib/vz/private': 0o755,
  'var/lib/vz/snippets': 0o755,
  'var/lib/vz/template/cache': 0o755,
  'var/lib/vz/template/iso': 0o755,
  'var/log/pve/tasks': 0o755,
  'var/tmp': 0o1777,
  'var/lib/pve-sandbox/bin': 0o755,
  'var/lib/pve-sandbox/guest': 0o755,
  'var/lib/pve-sandbox/machine': 0o755,
  'var/lib/pve-sandbox/root': 0o755,
};

const links: Record<string, string> = {
  'etc/pve/local': 'nodes/pve',
  'etc/pve/lxc': 'nodes/pve/lxc',
  'etc/pve/qemu-server': 'nodes/pve/qemu-server',
  'etc/mtab': '../proc/self/mounts',
  'var/run': '/run',
  'var/lock': '/run/lock',
  'dev/fd': '/proc/self/fd',
  'dev/stdin': '/proc/self/fd/0',
  'dev/stdout': '/proc/self/fd/1',
  'dev/stderr': '/proc/self/fd/2',
  'dev/ptmx': 'pts/ptmx',
};

/** Makes the directories and links that every host has; what is there stays. */
export function makeLayout(root: string): void {
  for (const [path, mode] of Object.entries(directories)) makeDirectory(join(root, path), mode);
  for (const [path, target] of Object.entries(links)) link(join(root, path), target);
  for (const name of standIns) {
    link(join(root, 'var/lib/pve-sandbox/bin', name), '../pve-sandbox');
  }
  for (const name of topLevelPrograms()) {
    const top = `/${name}`;
    if (lstatSync(top).isSymbolicLink()) link(join(root, name), readlinkSync(top));
    else makeDirectory(join(root, name), 0o755);
  }
}

/** The machine's top-level directories of programs and libraries, links or not. */
export function topLevelPrograms(): string[] {
  const names = ['bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32'];
  return names.filter((name) => existsSync(`/${name}`));
}

/** With exactly that mode, whatever the caller's umask. */
function makeDirectory(path: string, mode: number): void {
  if (existsSync(path)) return;
  const before = process.umask(0);
  try {
    mkdirSync(path, { recursive: true, mode: 0o755 });
    if (mode !== 0o755) chmodSync(path, mode);
  } finally {
    process.umask(before);
  }
}

function link(path: string, target: string): void {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) symlinkSync(target, path);
}
