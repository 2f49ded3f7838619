import { lstatSync, rmSync, symlinkSync } from 'node:fs';
import { hostPath } from '../../state/paths.ts';
import { err } from '../../state/talk.ts';
import { release } from '../release.ts';
import { findUnit, fullName, type Unit } from './units.ts';
import { linkWanted, SYSTEM, unlinkWanted } from './wants.ts';

const say = (path: string, target: string, quiet: boolean) => {
  if (quiet) return;
  err(
    release() === 9
      ? `Created symlink '${path}' → '${target}'.\n`
      : `Created symlink ${path} → ${target}.\n`,
  );
};

/** systemctl enable UNIT. */
export function enable(asked: string, quiet: boolean): number {
  const unit = named('enable', asked);
  if (unit === undefined) return 1;
  if (unit.masked) {
    err(`Failed to enable unit: Unit file ${SYSTEM}/${unit.name} is masked.\n`);
    return 1;
  }
  const places = [
    ...unit.wantedBy.map((target) => ({ target, kind: 'wants' })),
    ...unit.requiredBy.map((target) => ({ target, kind: 'requires' })),
  ];
  if (places.length === 0 && unit.also.length === 0) {
    err(
      'The unit files have no installation config (WantedBy=, RequiredBy=, UpheldBy=,\n' +
        'Also=, or Alias= settings in the [Install] section, and DefaultInstance= for\n' +
        'template units). This means they are not meant to be enabled or disabled using systemctl.\n',
    );
    return 0;
  }
  for (const { target, kind } of places) {
    const path = linkWanted(unit.name, target, unit.path, kind);
    if (path !== undefined) say(path, unit.path, quiet);
  }
  return unit.also.map((name) => enable(name, quiet)).find((code) => code !== 0) ?? 0;
}

/** systemctl disable UNIT. */
export function disable(asked: string, quiet: boolean): number {
  const unit = named('disable', asked);
  if (unit === undefined) return 1;
  for (const path of unlinkWanted(unit.name)) {
    if (!quiet) err(release() === 9 ? `Removed '${path}'.\n` : `Removed "${path}".\n`);
  }
  for (const name of unit.also) disable(name, quiet);
  return 0;
}

/** systemctl mask UNIT: a link to /dev/null in front of it. */
export function mask(asked: string, quiet: boolean): number {
  const name = fullName(asked);
  const path = `${SYSTEM}/${name}`;
  const there = lstatSync(hostPath(path), { throwIfNoEntry: false });
  if (there !== undefined && !there.isSymbolicLink()) {
    err(`Failed to mask unit: File '${path}' already exists.\n`);
    return 1;
  }
  if (there !== undefined) return 0;
  symlinkSync('/dev/null', hostPath(path));
  say(path, '/dev/null', quiet);
  return 0;
}

/** systemctl unmask UNIT. */
export function unmask(asked: string, quiet: boolean): number {
  const path = `${SYSTEM}/${fullName(asked)}`;
  if (findUnit(fullName(asked))?.masked !== true) return 0;
  rmSync(hostPath(path), { force: true });
  if (!quiet) err(`Removed '${path}'.\n`);
  return 0;
}

function named(verb: string, asked: string): Unit | undefined {
  const name = fullName(asked);
  const unit = findUnit(name);
  if (unit === undefined) {
    err(
      release() === 9
        ? `Failed to ${verb} unit: Unit ${name} does not exist\n`
        : `Failed to ${verb} unit: Unit file ${name} does not exist.\n`,
    );
  }
  return unit;
}
