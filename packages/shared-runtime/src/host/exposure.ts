import { lstatSync, readlinkSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Exposure } from './host.ts';
import { isOpenToAll, isOpenToGroup, isOurs, isSticky } from './ownership.ts';
import { MOST_LINKS } from './place.ts';

/**
 * Who else can change what a path leads to: the file, a directory or a link on the way. Everybody and other
 * users go before groups. Undefined when only root and we can, or whoever called us with sudo; and for what
 * is not there.
 */
export function exposureOf(path: string): Exposure | undefined {
  const all = stationsTo(path).flatMap(([there, stat]) => exposure(there, stat) ?? []);
  return all.find(({ isOfGroup }) => !isOfGroup) ?? all[0];
}

function exposure(path: string, stat: Stats): Exposure | undefined {
  if (!isOurs(stat) && !isCaller(stat))
    return { path, by: `uid ${stat.uid}`, repair: ['chown', 'root:'], isOfGroup: false };
  // In a sticky directory names are safe from others; what has them is looked at next.
  if (stat.isSymbolicLink() || (stat.isDirectory() && isSticky(stat))) return undefined;
  if (isOpenToAll(stat))
    return { path, by: 'everybody', repair: ['chmod', 'o-w'], isOfGroup: false };
  if (isOpenToGroup(stat))
    return { path, by: `group ${stat.gid}`, repair: ['chmod', 'g-w'], isOfGroup: true };
  return undefined;
}

/** Everything that is passed, from the root on, links as well; up to what cannot be looked at. */
function stationsTo(path: string): [string, Stats][] {
  const stations: [string, Stats][] = [['/', lstatSync('/')]];
  const names = path.split('/');
  let here = '/';
  let links = 0;
  for (let name = names.shift(); name !== undefined; name = names.shift()) {
    if (name === '' || name === '.') continue;
    const there = join(here, name);
    const stat = lookAt(there);
    if (stat === undefined) break;
    if (name !== '..') stations.push([there, stat]);
    here = there;
    if (!stat.isSymbolicLink()) continue;
    links += 1;
    if (links > MOST_LINKS) break;
    const target = readlinkSync(there);
    names.unshift(...target.split('/'));
    here = target.startsWith('/') ? '/' : dirname(there);
  }
  return stations;
}

/** Below a file, and under a name that is too long, there is nothing; why, is told by who reads it. */
function lookAt(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
}

/** Whoever typed `sudo phoenix` may do as root what he likes. */
function isCaller({ uid }: Stats): boolean {
  return process.env.SUDO_UID !== undefined && uid === Number(process.env.SUDO_UID);
}
