import { chmodSync, lstatSync, mkdirSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { OWN } from '../../record/files.ts';
import { exists, writeText } from '../../state/files.ts';
import { hostPath } from '../../state/paths.ts';
import { setActive, setInactive } from '../services/active.ts';
import { packagedUnit } from '../services/packaged-units.ts';
import { linkWanted, unlinkWanted } from '../services/wants.ts';
import { contentsOf, packagesWith } from './contents.ts';
import { isInstalled, setInstalled, setRemoved, setUnpacked, unfinished } from './database.ts';

/** Installs a package: dpkg knows it, and its programs, settings and services are there. */
export function bringPackage(name: string, version: string): void {
  setUnpacked(name, version);
  layContents(name);
  setInstalled(name, version);
}

/** dpkg --configure: what was left unpacked becomes installed. */
export function configurePending(): void {
  for (const { name, version } of unfinished()) bringPackage(name, version);
}

/** What is on the disk, and runs, once a package is installed. */
export function layContents(name: string): void {
  const { programs, units, etc, directories } = contentsOf(name);
  for (const path of directories) mkdirSync(hostPath(`/${path}`), { recursive: true });
  for (const [path, text] of Object.entries(etc)) {
    if (exists(`/${path}`)) continue;
    writeText(`/${path}`, text);
    if (path === 'etc/sudoers') chmodSync(hostPath('/etc/sudoers'), 0o440);
  }
  for (const program of programs) link(program);
  for (const unit of units) {
    const wanted = packagedUnit(unit)?.wantedBy ?? '';
    if (wanted === '') continue;
    linkWanted(unit, wanted, `/usr/lib/systemd/system/${unit}`);
    setActive(unit);
  }
}

/** Removes a package; `purge` takes its settings too. */
export function dropPackage(name: string, purge: boolean): void {
  setRemoved(name, purge);
  const { programs, units, etc } = contentsOf(name);
  for (const program of programs.filter((one) => !packagesWith(one).some(isInstalled))) {
    const link = hostPath(`${OWN}/bin/${program}`);
    if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) unlinkSync(link);
  }
  for (const unit of units) {
    setInactive(unit);
    unlinkWanted(unit);
  }
  if (purge) for (const path of Object.keys(etc)) rmSync(hostPath(`/${path}`), { force: true });
}

/** Puts a stand-in in front on PATH. */
function link(program: string): void {
  const file = hostPath(`${OWN}/bin/${program}`);
  if (lstatSync(file, { throwIfNoEntry: false }) !== undefined) return;
  mkdirSync(dirname(file), { recursive: true });
  symlinkSync('../pve-sandbox', file);
}
