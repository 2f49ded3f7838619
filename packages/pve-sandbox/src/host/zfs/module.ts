import { list, readText, writeText } from '../../state/files.ts';
import { isLoaded, load } from '../kernel/modules.ts';

const LIMIT = '/sys/module/zfs/parameters/zfs_arc_max';

/** The kernel's part of ZFS, which the programs load when it is not there, with its options. */
export function needModule(): void {
  if (isLoaded('zfs') && readText(LIMIT) !== undefined) return;
  load('zfs');
  writeText(LIMIT, `${limit()}\n`);
}

/** What modprobe.d says of the cache; the last file wins. */
function limit(): string {
  const options = list('/etc/modprobe.d')
    .filter((name) => name.endsWith('.conf'))
    .sort()
    .flatMap((name) => (readText(`/etc/modprobe.d/${name}`) ?? '').split('\n'))
    .flatMap((line) => /^\s*options\s+zfs\s.*?\bzfs_arc_max=(\d+)/.exec(line)?.[1] ?? []);
  return options.at(-1) ?? '0';
}
