import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Command, LabHost } from './lab-host.ts';

/** The example configuration of the repository. */
export const EXAMPLE = join(import.meta.dirname, '../../examples/etc');

/** Below these lies what setup changes; the rest of a host is logs, locks and accounts of the sandbox. */
const PLACES = ['etc', 'var/lib/phoenix/setup', 'var/lib/nfs', 'sys/module/zfs/parameters', 'srv'];

/**
 * What is drawn by lot, or told by a clock; and what programs of the host were writing when the power was
 * cut: apt, and those of accounts with their locks and copies.
 */
const SKIPPED =
  /\.tmp\.\d+$|^etc\/(?:ld\.so\.cache|resolv\.conf\.|\.pwd\.lock|(?:passwd|shadow|group|gshadow|subuid|subgid)[-+.])/;

/** What setup has made of a host: each file with its text, mode and owner, and what lies on ZFS. */
export function hostState(host: LabHost): string[] {
  const lines: string[] = [];
  const walk = (below: string) => {
    for (const name of readdirSync(join(host.directory, below)).sort()) {
      const path = `${below}/${name}`;
      if (SKIPPED.test(path)) continue;
      const full = join(host.directory, path);
      const { uid, gid, mode } = lstatSync(full);
      const about = `${path} ${uid}:${gid} ${(mode & 0o7777).toString(8)}`;
      if (lstatSync(full).isSymbolicLink()) lines.push(`${path} -> ${readlinkSync(full)}`);
      else if (lstatSync(full).isDirectory()) {
        lines.push(about);
        walk(path);
      } else lines.push(`${about}\n${settled(path, readFileSync(full, 'utf8'))}`);
    }
  };
  for (const place of PLACES) if (isThere(join(host.directory, place))) walk(place);
  return lines;
}

/** Programs that a converged host must not be changed by. */
export function changes(host: LabHost): string[] {
  return host
    .commands()
    .filter(({ changed }: Command) => changed)
    .map(({ argv }) => argv.join(' '));
}

function settled(path: string, text: string): string {
  return path === 'etc/shadow' ? text.replace(/^([^:]*:[^:]*):\d+:/gm, '$1:DAY:') : text;
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
