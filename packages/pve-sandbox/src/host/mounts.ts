import { existsSync, lstatSync } from 'node:fs';
import { ownsAllIds } from './ids.ts';
import { topLevelPrograms } from './layout.ts';
import { inheritedFlags, type Mount } from './mount-flags.ts';

/** One bind mount. `deep` takes what is mounted below the source along. */
export type Bind = { source: string; target: string; readOnly?: boolean; deep?: boolean };

/** A filesystem of its own instead of a bind. */
export type Fresh = { type: string; target: string; options: string };

/** Device files that the machine lends, besides those that DIR/dev has of its own. */
export const devices = ['null', 'zero', 'full', 'random', 'urandom', 'tty'] as const;

/** Directories of /etc that belong to the programs in the machine's /usr. */
export const borrowedEtc = ['alternatives', 'ssl', 'ca-certificates', 'perl', 'java-17-openjdk'];

/**
 * The machine's programs and libraries for a root at `root`, whose /usr/local is `local`; what is in
 * `own` stands in front of the machine's /usr.
 */
export function programBinds(root: string, local: string, own?: string): (Bind | Fresh)[] {
  const tops = topLevelPrograms().filter((name) => !lstatSync(`/${name}`).isSymbolicLink());
  const layers = `ro,lowerdir=${own?.replace(/[\\:]/g, '\\$&')}:/usr`;
  return [
    own === undefined
      ? { source: '/usr', target: `${root}/usr`, readOnly: true, deep: true }
      : { type: 'overlay', target: `${root}/usr`, options: layers },
    { source: local, target: `${root}/usr/local` },
    ...tops.map((name) => ({
      source: `/${name}`,
      target: `${root}/${name}`,
      readOnly: true,
      deep: true,
    })),
  ];
}

/** /proc and the device files for a root at `root`. */
export function kernelBinds(root: string): (Bind | Fresh)[] {
  return [
    { source: '/proc', target: `${root}/proc`, deep: true },
    ...devices
      .filter((name) => existsSync(`/dev/${name}`))
      .map((name) => ({ source: `/dev/${name}`, target: `${root}/dev/${name}` })),
    ...terminals(root),
  ];
}

/**
 * The machine's terminals, so that the caller's stays known by name; a plain user may not open new
 * ones there and gets a set of its own.
 */
function terminals(root: string): (Bind | Fresh)[] {
  const target = `${root}/dev/pts`;
  if (!existsSync('/dev/pts')) return [];
  if (ownsAllIds()) return [{ source: '/dev/pts', target, deep: true }];
  return [{ type: 'devpts', target, options: 'newinstance,ptmxmode=0666,mode=0620' }];
}

/** The binds as the text of an fstab, in their order. */
export function fstab(binds: readonly (Bind | Fresh)[], mounts: readonly Mount[]): string {
  return binds
    .map((bind) => {
      if ('type' in bind) {
        return `none ${escaped(bind.target)} ${bind.type} ${escaped(bind.options)} 0 0\n`;
      }
      const { source, target, readOnly, deep } = bind;
      const flags = readOnly ? ['ro', ...inheritedFlags(source, mounts)] : [];
      const options = [deep ? 'rbind' : 'bind', ...flags];
      return `${escaped(source)} ${escaped(target)} none ${options.join(',')} 0 0\n`;
    })
    .join('');
}

function escaped(path: string): string {
  return path.replace(/[\s\\#]/g, (char) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`);
}
