import type { Operation } from '@phoenix/shared-runtime';
import { DEADLINES } from '@phoenix/shared-runtime/guests';
import { PATHS } from '../paths.ts';
import { copyOf } from './image-customize.ts';
import { snippetPaths } from './snippet-files.ts';
import type { PlanInput } from './types.ts';

/** Files of a VM beside its disks: its cloud-init data, a copied image, what its scripts read. */
export function leftovers({ guest, world }: PlanInput): Operation[] {
  const { storages, texts, paths } = world.facts;
  const files = [
    ...snippetPaths(guest.id, storages).filter((path) => texts.has(path)),
    ...[copyOf(guest.id, guest.template_image ?? ''), PATHS.context(guest.id)].filter(
      (path) => paths.get(path) !== undefined,
    ),
  ];
  if (files.length === 0) return [];
  return [
    {
      id: 'remove files',
      doing: `remove the files of ${guest.id}`,
      cause: `what phoenix wrote for ${guest.id} beside its disks`,
      run: ['rm', '-f', ...files],
      effect: 'change',
      deadline: DEADLINES.set,
      expect: files.map((path) => ({ path, exists: false })),
    },
  ];
}
