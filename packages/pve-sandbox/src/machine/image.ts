import { appendFileSync } from 'node:fs';
import { statusText } from '../guest/dpkg-status.ts';
import { OWN } from '../record/files.ts';
import { exists, writeText } from '../state/files.ts';
import { hostPath } from '../state/paths.ts';
import { layPlaceholder } from '../state/placeholder-tree.ts';
import type { Placeholder } from '../state/templates.ts';
import { writeGuestLink } from './guest-file.ts';
import { readMark } from './image-mark.ts';
import { systemOfImage } from './image-system.ts';

export { imageSize } from './image-mark.ts';

const usual: Placeholder = { ostype: 'ubuntu', version: '24.04' };

/**
 * Lays the system that an image file holds as a tree: by the name in its mark, else by its own. An
 * image that tells of no system is an empty disk: there is no tree.
 */
export function layImage(file: string, tree: string): void {
  const mark = readMark(file);
  const system = systemOfImage(mark?.name ?? file.split('/').at(-1) ?? '');
  if (system === undefined && mark === undefined) return;
  laySystem(tree, system ?? usual, ['cloud-init', ...(mark?.packages ?? [])]);
}

/** Lays a system with these packages beside those that each has. */
export function laySystem(tree: string, system: Placeholder, packages: readonly string[]): void {
  layPlaceholder(tree, system);
  writeText(`${tree}/etc/hostname`, `${system.ostype}\n`);
  writeText(`${tree}/etc/hosts`, '127.0.0.1 localhost\n');
  addPackages(tree, packages);
  const programs = packages.includes('cloud-init') ? ['cloud-init'] : [];
  for (const name of [...programs, 'mount', 'umount']) {
    writeGuestLink(tree, `/sbin/${name}`, `${OWN}/guest/optional/${name}`);
  }
}

function addPackages(tree: string, names: readonly string[]): void {
  const status = `${tree}/var/lib/dpkg/status`;
  if (exists(status)) appendFileSync(hostPath(status), statusText(names));
  else writeText(`${tree}/var/lib/misc/pve-sandbox-packages`, `${names.join('\n')}\n`);
}
