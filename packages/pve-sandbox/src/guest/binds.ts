import { existsSync, lstatSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Bind, borrowedEtc, type Fresh, kernelBinds, programBinds } from '../host/mounts.ts';
import { neededDirectories, programFile } from '../host/program.ts';
import { visibleBinds } from '../host/visible.ts';
import { files, OWN } from '../record/files.ts';
import { deviceDirectory } from './devices.ts';
import { exportBinds } from './exports.ts';
import { insidePath } from './inside-path.ts';
import { guestPrograms } from './programs.ts';
import { makeSkeleton } from './tree.ts';

/** A host directory, file or device that a guest sees at a path of its own. */
export type GuestMount = { source: string; target: string; readOnly?: boolean };

/**
 * What makes a guest's root of its tree, at `root`. The places that others are mounted over are
 * made in the tree where they are missing.
 */
export function guestBinds(
  id: number,
  tree: string,
  root: string,
  mounts: readonly GuestMount[],
): (Bind | Fresh)[] {
  makeSkeleton(tree);
  const dev = {
    source: deviceDirectory(
      id,
      mounts.map(({ target }) => target),
    ),
    target: '/dev',
  };
  return [
    { source: tree, target: root, deep: true },
    ...programBinds(root, join(tree, 'usr/local')).filter(
      ({ target }) => target !== `${root}/sbin`,
    ),
    { source: dev.source, target: `${root}/dev` },
    ...kernelBinds(root),
    ...borrowed(tree, root),
    ...ownMounts(tree, root, mounts, dev),
    { source: OWN, target: `${root}${OWN}` },
    ...exportBinds(tree, root),
    { source: identity(id), target: `${root}${OWN}/guest/id`, readOnly: true },
    { source: programFile, target: `${root}${programFile}` },
    { source: '/etc/pve/nodes/pve/lxc', target: `${root}${OWN}/guest/conf`, readOnly: true },
    { source: '/sys/module', target: `${root}${OWN}/guest/module`, readOnly: true },
    ...(existsSync(files.faults()) ? visibleBinds(tree, root, neededDirectories()) : []),
    ...overridden(root),
  ];
}

/** The file that tells the stand-ins inside which guest they are in. */
function identity(id: number): string {
  const file = `${OWN}/guest/ids/${id}`;
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${id}\n`);
  }
  return file;
}

function borrowed(tree: string, root: string): Bind[] {
  return borrowedEtc
    .filter((name) => existsSync(`/etc/${name}`))
    .map((name) => {
      makePlace(join(tree, 'etc', name), true);
      return { source: `/etc/${name}`, target: `${root}/etc/${name}`, readOnly: true, deep: true };
    });
}

/** Where a target lies in what is itself mounted, the place to mount over is made in that source. */
function ownMounts(
  tree: string,
  root: string,
  mounts: readonly GuestMount[],
  dev: GuestMount,
): Bind[] {
  const depth = ({ target }: GuestMount) => target.split('/').length;
  const byDepth = [...mounts].sort((a, b) => depth(a) - depth(b));
  return byDepth
    .filter(({ source }) => existsSync(source))
    .map(({ source, target, readOnly }) => {
      const inside = insidePath(tree, target);
      const above = [dev, ...byDepth].findLast((one) => target.startsWith(`${one.target}/`));
      const place = above ? `${above.source}${target.slice(above.target.length)}` : inside;
      makePlace(place, statSync(source).isDirectory());
      return {
        source,
        target: `${root}${inside.slice(tree.length)}`,
        deep: true,
        ...(readOnly ? { readOnly } : {}),
      };
    });
}

/** A place to mount over; what is there stays unless it is of the wrong kind and empty. */
function makePlace(path: string, directory: boolean): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found !== undefined && found.isDirectory() === directory) return;
  if (found !== undefined && !directory) return;
  if (found !== undefined) rmSync(path, { force: true });
  mkdirSync(directory ? path : dirname(path), { recursive: true });
  if (!directory) writeFileSync(path, '', { flag: 'a' });
}

/** The machine's programs that a guest's script may call by path. */
function overridden(root: string): Bind[] {
  return guestPrograms
    .flatMap((name) => [`/usr/bin/${name}`, `/usr/sbin/${name}`].map((path) => ({ name, path })))
    .filter(({ path }) => lstatSync(path, { throwIfNoEntry: false })?.isFile())
    .map(({ name, path }) => ({
      source: `${OWN}/guest/bin/${name}`,
      target: `${root}${path}`,
    }));
}
