import { mkdirSync, writeFileSync } from 'node:fs';
import { populateTree } from '../guest/tree.ts';
import { hostPath } from './paths.ts';
import type { Placeholder } from './templates.ts';

/** Lays the tree of the system that a placeholder stands for. */
export function layPlaceholder(tree: string, system: Placeholder): void {
  const root = hostPath(tree);
  populateTree(root, system);
  mkdirSync(`${root}/etc/ssh`, { recursive: true });
  mkdirSync(`${root}/etc/network`, { recursive: true });
  mkdirSync(`${root}/usr/lib/systemd`, { recursive: true });
  const systemd = systemdOf(system);
  if (systemd === undefined) return;
  writeFileSync(`${root}/usr/lib/systemd/libsystemd-shared-${systemd}.so`, '');
}

/** The systemd that these releases came with. */
function systemdOf({ ostype, version }: Placeholder): number | undefined {
  const major = Number.parseInt(version, 10);
  if (ostype === 'debian') return major >= 13 ? 257 : major === 12 ? 252 : 247;
  if (ostype === 'ubuntu') return major >= 25 ? 257 : major === 24 ? 255 : 249;
  return ['fedora', 'archlinux', 'opensuse', 'centos'].includes(ostype) ? 252 : undefined;
}
