import type { HypervisorConfig, SambaShare } from '@phoenix/shared-config';
import type { FileInfo, Operation } from '@phoenix/shared-runtime';
import type { Account } from '../../look/accounts.ts';
import { toMake } from '../../look/directories.ts';
import type { SambaFacts } from './observe.ts';

type Config = Pick<HypervisorConfig, 'samba' | 'zfs'>;

/**
 * Directories of shares that are not there. They are made with the name of the owner, who may have no
 * number yet, and nobody else may use them; one that is there keeps its owner and mode.
 */
export function directoryOperations(
  { samba: { user, shares }, zfs }: Config,
  { places, account }: SambaFacts,
): Operation[] {
  const paths = [...new Set(shares.map(({ path }) => path))];
  const owner =
    user === undefined ? ['-m', '0755'] : ['-m', '0770', '-o', user, '-g', account?.group ?? user];
  return paths.flatMap((path): Operation[] => {
    const how = toMake(path, places, zfs);
    if (how === undefined) return [];
    return [
      {
        id: `directory ${path}`,
        doing: `make ${path}`,
        cause: `${path} is not there, and is to be shared`,
        run: ['install', '-d', ...owner, path],
        effect: 'change',
        deadline: 60,
        ...how,
      },
    ];
  });
}

/** Shares that the user may not write to, by the mode of their directories. */
export function directoryNotes(
  { samba: { user, shares } }: Config,
  { places, account }: SambaFacts,
): string[] {
  if (user === undefined) return [];
  return shares.flatMap((share) => {
    const info = places.get(share.path);
    if (info?.kind !== 'directory' || mayUse(share, account, info)) return [];
    const mode = info.mode.toString(8).padStart(4, '0');
    const want = share.read_only ? 'read' : 'write to';
    return [
      `${user} cannot ${want} ${share.path} of share ${share.name} (owner ${info.uid}:${info.gid}, mode ${mode}): type chown ${user} ${share.path}, if nothing else needs it as it is`,
    ];
  });
}

function mayUse({ read_only }: SambaShare, account: Account | undefined, info: FileInfo): boolean {
  if (account?.uid === 0) return true;
  const needed = read_only ? 0o5 : 0o7;
  const shift = account?.uid === info.uid ? 6 : account?.gids.includes(info.gid) === true ? 3 : 0;
  return ((info.mode >> shift) & needed) === needed;
}
