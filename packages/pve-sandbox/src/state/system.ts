import { closeSync, openSync, readSync } from 'node:fs';
import { exists, list, readText } from './files.ts';
import { hostPath } from './paths.ts';

const known = [
  'debian',
  'devuan',
  'ubuntu',
  'centos',
  'fedora',
  'opensuse',
  'archlinux',
  'alpine',
  'gentoo',
  'nixos',
];

const aliases: Record<string, string> = {
  arch: 'archlinux',
  rocky: 'centos',
  almalinux: 'centos',
  rhel: 'centos',
  'opensuse-leap': 'opensuse',
  'opensuse-tumbleweed': 'opensuse',
};

/** The ostype that a tree's os-release tells; undefined when there is none that Proxmox knows. */
export function detectOstype(tree: string): string | undefined {
  const release = readText(`${tree}/etc/os-release`) ?? readText(`${tree}/usr/lib/os-release`);
  const id = /^ID=["']?([\w-]+)/m.exec(release ?? '')?.[1] ?? '';
  const name = aliases[id] ?? id;
  return known.includes(name) ? name : undefined;
}

/** Whether a tree has a file that the kernel could run as a shell, by its ELF header. */
export function hasShell(tree: string): boolean {
  for (const path of ['bin/sh', 'usr/bin/sh', 'bin/busybox', 'usr/bin/dash', 'usr/bin/bash']) {
    if (isElf(hostPath(`${tree}/${path}`))) return true;
  }
  return false;
}

function isElf(path: string): boolean {
  try {
    const fd = openSync(path, 'r');
    const head = Buffer.alloc(4);
    readSync(fd, head, 0, 4, 0);
    closeSync(fd);
    return head.equals(Buffer.from([0x7f, 0x45, 0x4c, 0x46]));
  } catch {
    return false;
  }
}

/** Whether a tree holds a system that can be started at all. */
export const isSystem = (tree: string): boolean => detectOstype(tree) !== undefined;

/** The version of a tree's systemd, by its private library; undefined without systemd. */
export function systemdVersion(tree: string): number | undefined {
  for (const folder of ['usr/lib/systemd', 'usr/lib/x86_64-linux-gnu/systemd', 'lib/systemd']) {
    if (!exists(`${tree}/${folder}`)) continue;
    const names = list(`${tree}/${folder}`).join('\n');
    const version = /^libsystemd-shared-(\d+)/m.exec(names)?.[1];
    if (version !== undefined) return Number(version);
  }
  return undefined;
}
