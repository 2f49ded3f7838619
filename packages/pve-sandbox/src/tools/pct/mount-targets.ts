import { mkdirSync } from 'node:fs';
import type { MountPoint } from '../../state/mount-points.ts';
import { hostPath } from '../../state/paths.ts';
import { resolveInTree } from '../../state/resolve-in-tree.ts';

/** Makes the directories of a tree that its mount points are mounted on. */
export function makeMountTargets(tree: string, points: readonly MountPoint[]): void {
  for (const { key, target } of points) {
    if (key !== 'rootfs') mkdirSync(hostPath(resolveInTree(tree, target)), { recursive: true });
  }
}
