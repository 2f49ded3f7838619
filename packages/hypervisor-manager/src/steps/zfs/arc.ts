import type { Operation } from '@phoenix/shared-runtime';
import { modprobeOperations } from '../../kernel/modprobe-file.ts';
import { ARC_FILE, ARC_NOW } from './arc-files.ts';
import type { ZfsFacts } from './observe.ts';

const GIB = 1024 ** 3;

/** What brings the limit of the ZFS cache into the running kernel and into those to come. */
export function arcOperations(
  gib: number | undefined,
  { arc }: Pick<ZfsFacts, 'arc'>,
): Operation[] {
  if (gib === undefined) return [];
  const bytes = String(gib * GIB);
  const operations = modprobeOperations({
    path: ARC_FILE,
    lines: [`options zfs zfs_arc_max=${bytes}`],
    text: arc.file,
    stale: arc.stale,
    what: `zfs_arc_max from the start of the host on is to be ${gib} GiB`,
  });
  if (arc.now !== undefined && arc.now !== bytes)
    operations.push({
      id: 'cache limit now',
      doing: 'limit the ZFS cache of the running host',
      cause: `zfs_arc_max ${shown(arc.now)} -> ${gib} GiB`,
      run: ['tee', ARC_NOW],
      input: `${bytes}\n`,
      effect: 'change',
      deadline: 60,
    });
  return operations;
}

function shown(bytes: string | undefined): string {
  if (bytes === undefined || bytes === '0') return 'as ZFS likes it';
  const gib = Number(bytes) / GIB;
  return Number.isInteger(gib) ? `${gib} GiB` : `${bytes} bytes`;
}
