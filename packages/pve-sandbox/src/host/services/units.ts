import { lstatSync, readlinkSync } from 'node:fs';
import { list, readText } from '../../state/files.ts';
import { hostPath } from '../../state/paths.ts';
import { isInstalled } from '../packages/database.ts';
import { hasFailed, isMarkedActive } from './active.ts';
import { packagedUnit, packagedUnits } from './packaged-units.ts';
import { timerIsArmed } from './timers.ts';
import { lastOf, parseUnit, type UnitFile, valuesOf, wordsOf } from './unit-file.ts';
import { linksOf, SYSTEM } from './wants.ts';

/** A unit that the system can load. */
export type Unit = {
  name: string;
  path: string;
  description: string;
  masked: boolean;
  wantedBy: string[];
  requiredBy: string[];
  also: string[];
  /** Its file, where it has one of its own. */
  file?: UnitFile;
  /** Active without a process: a oneshot unit that remains, a target, a timer. */
  exits: boolean;
};

const folders = ['/etc/systemd/system', '/run/systemd/system', '/usr/local/lib/systemd/system'];

/** The full name of a unit: a bare name is a service. */
export const fullName = (name: string): string =>
  /\.(service|socket|timer|target|mount|path|slice|scope|device|swap)$/.test(name)
    ? name
    : `${name}.service`;

/** Finds a unit by its full name; undefined where there is none. */
export function findUnit(asked: string): Unit | undefined {
  const packaged = packagedUnit(asked);
  const name = packaged?.name ?? asked;
  for (const folder of folders) {
    const own = ownFile(`${folder}/${name}`) ?? ownFile(`${folder}/${templateOf(name)}`);
    if (own !== undefined) return fromFile(name, own.path, own.text);
  }
  if (packaged === undefined || !isThere(packaged.owner)) return undefined;
  return {
    ...packaged,
    path: `/usr/lib/systemd/system/${name}`,
    masked: false,
    wantedBy: packaged.wantedBy === '' ? [] : [packaged.wantedBy],
    requiredBy: [],
    also: [],
  };
}

/** apt and systemd are on every host. */
const isThere = (owner: string) => ['systemd', 'apt'].includes(owner) || isInstalled(owner);

const templateOf = (name: string) => name.replace(/@[^.]*\./, '@.');

function ownFile(path: string): { path: string; text: string } | undefined {
  const stat = lstatSync(hostPath(path), { throwIfNoEntry: false });
  if (stat === undefined || stat.isDirectory()) return undefined;
  if (stat.isSymbolicLink() && readlinkSync(hostPath(path)) === '/dev/null')
    return { path, text: '' };
  const text = readText(path);
  return text === undefined || text === '' ? { path, text: '' } : { path, text };
}

function fromFile(name: string, path: string, text: string): Unit {
  const file = parseUnit(text);
  const type = lastOf(file, 'Service', 'Type');
  return {
    name,
    path,
    description: lastOf(file, 'Unit', 'Description') ?? name,
    masked: text === '',
    wantedBy: wordsOf(file, 'Install', 'WantedBy'),
    requiredBy: wordsOf(file, 'Install', 'RequiredBy'),
    also: wordsOf(file, 'Install', 'Also'),
    file,
    exits: !name.endsWith('.service') || type === 'oneshot',
  };
}

/** Every unit that can be found: files of /etc, and those of installed packages. */
export function allUnits(): Unit[] {
  const own = list(SYSTEM).filter((name) =>
    /\.(service|socket|timer|target|mount|path)$/.test(name),
  );
  const names = [...new Set([...own, ...packagedUnits().map(({ name }) => name)])].sort();
  return names.flatMap((name) => findUnit(name) ?? []);
}

/** `enabled`, `disabled`, `static` or `masked`. */
export function fileState(unit: Unit): string {
  if (unit.masked) return 'masked';
  if (linksOf(unit.name).length > 0) return 'enabled';
  return unit.wantedBy.length + unit.requiredBy.length + unit.also.length > 0
    ? 'disabled'
    : 'static';
}

/** `active`, `inactive` or `failed`, for a unit that may not exist. */
export function activeState(name: string): string {
  if (name.endsWith('.timer') && timerIsArmed(name)) return 'active';
  if (hasFailed(name)) return 'failed';
  return isMarkedActive(name) ? 'active' : 'inactive';
}

/** The commands of a service's ExecStart lines, with their prefixes of special meaning. */
export const startCommands = (unit: Unit): string[] =>
  unit.file === undefined ? [] : valuesOf(unit.file, 'Service', 'ExecStart');
