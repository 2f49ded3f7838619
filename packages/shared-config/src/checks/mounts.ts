import { isObject } from '../json/is-object.ts';
import { cleanPath } from '../normalise/small.ts';
import type { World } from './world.ts';

const lists = [
  ['zfs_volumes', 'mount_point'],
  ['volumes', 'mount_point'],
  ['mount_points', 'container_path'],
] as const;

/** Two things mounted at one path of one container. */
export function checkMounts({ lxc, findings }: World): void {
  for (const { draft, path, written } of lxc) {
    const taken = new Map<string, string>();
    for (const [list, key] of lists) {
      const items: unknown = written[list];
      if (!Array.isArray(items)) continue;
      for (const [index, item] of items.entries()) {
        const mount: unknown = isObject(item) ? item[key] : undefined;
        if (typeof mount !== 'string') continue;
        const at = cleanPath(mount);
        const first = taken.get(at);
        if (first === undefined) {
          taken.set(at, `${list}[${index}]`);
          continue;
        }
        findings.error(
          'duplicate-mount',
          { file: 'lxc', path: [...path, list, index, key] },
          `guest ${draft.id}: ${list}[${index}] is mounted at ${at}, as ${first} is`,
          { hint: 'give each a path of its own', guests: [draft.id] },
        );
      }
    }
  }
}
