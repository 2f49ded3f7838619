import { lstatSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Bind } from '../host/mounts.ts';
import { OWN } from '../record/files.ts';
import { readText } from '../state/files.ts';

/** Where a guest that can mount network file systems finds those of the host. */
const place = `${OWN}/guest/exports`;

/** What the host exports, for a guest with the stand-in for mount. */
export function exportBinds(tree: string, root: string): Bind[] {
  if (!lstatSync(join(tree, 'sbin/mount'), { throwIfNoEntry: false })?.isSymbolicLink()) return [];
  return exportedPaths(readText('/etc/exports') ?? '')
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory())
    .map((path) => {
      mkdirSync(`${place}${path}`, { recursive: true });
      return { source: path, target: `${root}${place}${path}`, deep: true };
    });
}

/** The directories in the text of /etc/exports. */
export const exportedPaths = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => /^\s*(?:"([^"]+)"|(\/[^\s#]*))/.exec(line))
      .flatMap((found) => found?.[1] ?? found?.[2] ?? []),
  ),
];
