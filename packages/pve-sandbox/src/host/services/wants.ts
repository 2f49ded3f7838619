import { lstatSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { list } from '../../state/files.ts';
import { hostPath } from '../../state/paths.ts';

/** Where an administrator's units and the links of `systemctl enable` are. */
export const SYSTEM = '/etc/systemd/system';

/** Links a unit into a target's directory. @returns the link when it is new */
export function linkWanted(
  unit: string,
  target: string,
  file: string,
  kind = 'wants',
): string | undefined {
  const path = `${SYSTEM}/${target}.${kind}/${unit}`;
  if (lstatSync(hostPath(path), { throwIfNoEntry: false }) !== undefined) return undefined;
  mkdirSync(hostPath(`${SYSTEM}/${target}.${kind}`), { recursive: true });
  symlinkSync(file, hostPath(path));
  return path;
}

/** Removes every link to a unit. @returns the links that were there */
export function unlinkWanted(unit: string): string[] {
  const found = linksOf(unit);
  for (const path of found) rmSync(hostPath(path), { force: true });
  return found;
}

/** The links that enable a unit. */
export function linksOf(unit: string): string[] {
  return wantDirectories()
    .map((directory) => `${SYSTEM}/${directory}/${unit}`)
    .filter((path) => lstatSync(hostPath(path), { throwIfNoEntry: false }) !== undefined);
}

/** The names of all units that are enabled. */
export function enabledUnits(): string[] {
  const names = wantDirectories().flatMap((directory) =>
    readdirSync(hostPath(`${SYSTEM}/${directory}`)),
  );
  return [...new Set(names)].sort();
}

const wantDirectories = (): string[] =>
  list(SYSTEM).filter((name) => /\.(wants|requires)$/.test(name));
