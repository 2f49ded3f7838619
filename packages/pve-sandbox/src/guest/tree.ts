import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { topLevelPrograms } from '../host/layout.ts';
import { writeMissing } from '../host/write-missing.ts';
import { OWN } from '../record/files.ts';
import { guestPrograms } from './programs.ts';
import { type System, systemFiles } from './system-files.ts';

const directories: Record<string, number> = {
  dev: 0o755,
  etc: 0o755,
  'etc/default': 0o755,
  'etc/systemd/system': 0o755,
  home: 0o755,
  media: 0o755,
  mnt: 0o755,
  opt: 0o755,
  proc: 0o555,
  root: 0o700,
  run: 0o755,
  'run/lock': 0o1777,
  sbin: 0o755,
  srv: 0o755,
  sys: 0o755,
  tmp: 0o1777,
  usr: 0o755,
  'usr/local/bin': 0o755,
  'usr/local/lib': 0o755,
  'usr/local/sbin': 0o755,
  'usr/local/share': 0o755,
  'var/cache/apt/archives': 0o755,
  'var/lib/apt/lists': 0o755,
  'var/lib/dpkg': 0o755,
  'var/lib/misc': 0o755,
  'var/log': 0o755,
  'var/tmp': 0o1777,
  [OWN.slice(1)]: 0o755,
};

const links: Record<string, string> = {
  'etc/mtab': '../proc/self/mounts',
  'var/run': '/run',
  'var/lock': '/run/lock',
};

/** Makes what a guest's tree needs to be run in; what is there stays. */
export function makeSkeleton(tree: string): void {
  if (lstatSync(join(tree, 'sbin'), { throwIfNoEntry: false })?.isSymbolicLink()) {
    rmSync(join(tree, 'sbin'));
  }
  for (const [path, mode] of Object.entries(directories)) {
    const place = join(tree, path);
    if (existsSync(place)) continue;
    mkdirSync(place, { recursive: true });
    chmodSync(place, mode);
  }
  for (const [path, target] of Object.entries(links)) link(join(tree, path), target);
  for (const name of topLevelPrograms().filter((one) => one !== 'sbin')) {
    const top = `/${name}`;
    if (lstatSync(top).isSymbolicLink()) link(join(tree, name), readlinkSync(top));
    else mkdirSync(join(tree, name), { recursive: true });
  }
  // /sbin is first on a container's PATH, and the guest's own: here the stand-ins are found.
  for (const name of guestPrograms) link(join(tree, 'sbin', name), `${OWN}/guest/bin/${name}`);
  for (const name of ['chown', 'chgrp']) link(join(tree, 'sbin', name), `${OWN}/shared/${name}`);
}

/** Fills a tree as the extracted template of that system would. */
export function populateTree(tree: string, system: System): void {
  makeSkeleton(tree);
  writeMissing(tree, systemFiles(system));
  chmodSync(join(tree, 'etc/shadow'), 0o640);
}

function link(path: string, target: string): void {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) symlinkSync(target, path);
}
