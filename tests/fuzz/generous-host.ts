import type { Declared } from '../../packages/shared-config/src/index.ts';
import { fakeHost } from '../../packages/shared-runtime/src/host/fake-host.ts';
import type { FileInfo, Host, QueryResult } from '../../packages/shared-runtime/src/host/host.ts';

/** What of a site is on the host already: nothing, all that guests stand on, or the guests as well. */
export const STATES = ['bare', 'ready', 'guests'] as const;
export type State = (typeof STATES)[number];

/** What every file of secrets holds: a hash is a password as well. */
const SECRET = `$6$abcdefgh$${'x'.repeat(86)}\n`;

/** Paths that are there only when something was made. */
const MADE = ['/etc/pve/', '/var/lib/phoenix', '/var/cache/phoenix', '/run/', '/etc/apparmor.d/'];

/** A host in memory for the managers of guests; storages that the site names are there. */
export function guestHost(declared: Declared, state: State): Host {
  const host = fakeHost({ files: filesFor(declared, state) });
  if (state === 'bare') return host;
  const isThere = (path: string) =>
    host.exists(path) || MADE.every((directory) => !path.startsWith(directory));
  return {
    ...host,
    read: (path) => host.read(path) ?? (path.startsWith('/root/') ? SECRET : undefined),
    exists: isThere,
    info: (path) => host.info(path) ?? (isThere(path) ? infoOf(path) : undefined),
    hash: (path) => host.hash(path) ?? (isThere(path) ? 'a'.repeat(64) : undefined),
    readPiece: (path, offset, length) =>
      host.readPiece(path, offset, length) ??
      (isThere(path) ? Buffer.from('#!/bin/sh\n').subarray(offset, offset + length) : undefined),
  };
}

/** The same for the manager of the host: a Proxmox VE host that was just installed, with empty disks. */
export function installedHost(): Host {
  const host = fakeHost({ files: INSTALLED, commands: { wipefs: '{"signatures":[]}' } });
  return {
    ...host,
    read: (path) => host.read(path) ?? (path.startsWith('/root/') ? SECRET : undefined),
    exists: (path) => host.exists(path) || isShipped(path),
    info: (path) => host.info(path) ?? (isShipped(path) ? infoOf(path) : undefined),
    hash: (path) => host.hash(path) ?? (isShipped(path) ? 'a'.repeat(64) : undefined),
    query: (argv, options) =>
      argv[0] === 'lsblk' ? Promise.resolve(emptyDisk(argv.at(-1))) : host.query(argv, options),
  };
}

const INSTALLED = {
  '/etc/os-release': 'ID=debian\nVERSION_ID="13"\nVERSION_CODENAME=trixie\n',
  '/etc/hostname': 'pve\n',
  '/etc/hosts': '127.0.0.1 localhost\n10.0.0.2 pve.example.test pve\n',
  '/etc/network/interfaces':
    'auto lo\niface lo inet loopback\nsource /etc/network/interfaces.d/*\n',
  '/etc/pve/storage.cfg':
    'dir: local\n\tpath /var/lib/vz\n\tcontent iso,vztmpl\n\nzfspool: fast-lxc\n\tpool fast/lxc\n',
  '/etc/passwd': 'root:x:0:0:root:/root:/bin/bash\n',
  '/etc/group': 'root:x:0:\nsudo:x:27:\n',
  '/etc/samba/smb.conf': '[global]\n',
  '/etc/default/grub': 'GRUB_CMDLINE_LINUX_DEFAULT="quiet"\n',
  '/proc/cmdline': 'root=/dev/sda1\n',
};

/** Time zones, scripts of the site, and secrets that root has written down. */
const isShipped = (path: string) => /^\/(?:usr|root)\//.test(path);

function emptyDisk(path: string | undefined): QueryResult {
  const device = { path, type: 'disk', serial: path, size: 1e12, ro: false, mountpoints: [null] };
  const stdout = JSON.stringify({ blockdevices: [device] });
  return { exit: 0, output: stdout, stdout, timedOut: false };
}

function filesFor({ lxc, vms, hypervisor }: Declared, state: State): Record<string, string> {
  const guests = [...lxc.values(), ...vms.values()];
  const named = [
    ...guests.map(({ storage_pool }) => storage_pool),
    ...[...lxc.values()].flatMap(({ volumes }) => volumes.map(({ pool }) => pool)),
    ...hypervisor.zfs.datasets.map(({ pool, name }) => `${pool}-${name}`),
  ];
  const pools = [...new Set(named)].map(
    (id) => `zfspool: ${id}\n\tpool ${id}/data\n\tcontent rootdir,images\n`,
  );
  const local = 'dir: local\n\tpath /srv/files\n\tcontent vztmpl,iso,snippets,import\n';
  const confs = [
    ...[...lxc.keys()].map((id) => [`/etc/pve/lxc/${id}.conf`, 'hostname: old\nmemory: 1\n']),
    ...[...vms.keys()].map((id) => [`/etc/pve/qemu-server/${id}.conf`, 'name: old\nmemory: 1\n']),
  ];
  return {
    '/etc/machine-id': `${'0'.repeat(32)}\n`,
    '/etc/pve/storage.cfg': [local, ...pools].join('\n'),
    ...(state === 'guests' && Object.fromEntries(confs)),
  };
}

function infoOf(path: string): FileInfo {
  const isFile = path.startsWith('/root/') || /\.[a-z]+[^/]*$/.test(path);
  const kind = path.startsWith('/dev/') ? 'other' : isFile ? 'file' : 'directory';
  return { kind, uid: 0, gid: 0, mode: isFile ? 0o600 : 0o755, size: 100 };
}
