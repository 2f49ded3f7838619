import { noteChange } from '../../record/note.ts';
import { err, out } from '../../state/talk.ts';
import { bringPackage, dropPackage } from './bring.ts';
import { isInstalled, known, unfinished } from './database.ts';
import { type Candidate, candidates } from './offers.ts';

/** apt-get install NAME[=VERSION]...; a name with a minus at its end is removed. @returns 100 when a name is unknown */
export function install(names: readonly string[], simulate: boolean): number {
  const offered = candidates();
  out(
    'Reading package lists... Done\nBuilding dependency tree... Done\nReading state information... Done\n',
  );
  const wanted: Candidate[] = [];
  const dropped: string[] = [];
  let code = 0;
  for (const word of names) {
    const [name = '', version] = word.replace(/:(amd64|all)$/, '').split('=');
    const found = offered.get(name);
    const less = name.endsWith('-') && found === undefined ? name.slice(0, -1) : undefined;
    if (less !== undefined && (offered.has(less) || isInstalled(less))) dropped.push(less);
    else if (name.includes('/') || name.endsWith('.deb')) wanted.push(localPackage(name));
    else if (found === undefined && isInstalled(name)) continue;
    else if (found === undefined) code = unknown(name);
    else if (version !== undefined && version !== found.version) {
      err(`E: Version '${version}' for '${name}' was not found\n`);
      code = 100;
    } else wanted.push(found);
  }
  if (code !== 0) return code;
  return apply(withDependencies(wanted, offered), dropped, simulate, false);
}

function unknown(name: string): number {
  err(`E: Unable to locate package ${name}\n`);
  return 100;
}

/** A file that is given by path: NAME_VERSION_ARCH.deb. */
function localPackage(path: string): Candidate {
  const [name = '', version = '1.0-1'] = (path.split('/').at(-1) ?? '')
    .replace(/\.deb$/, '')
    .split('_');
  return { name, version, depends: [] };
}

/** apt-get remove or purge NAME... */
export function removePackages(
  names: readonly string[],
  purge: boolean,
  simulate: boolean,
): number {
  const offered = candidates();
  out(
    'Reading package lists... Done\nBuilding dependency tree... Done\nReading state information... Done\n',
  );
  const all = known();
  const found: string[] = [];
  for (const name of names) {
    const pattern = /[*?]/.test(name)
      ? new RegExp(`^${name.replace(/[.+]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`)
      : undefined;
    const matching = all.filter((one) => pattern?.test(one.name) ?? one.name === name);
    const here = matching.filter(({ status }) => purge || status === 'installed');
    if (here.length === 0 && pattern === undefined && matching.length === 0 && !offered.has(name))
      return unknown(name);
    if (here.length === 0) err(`Package '${name}' is not installed, so not removed\n`);
    found.push(...here.map((one) => one.name));
  }
  return apply([], found, simulate, purge);
}

/** apt-get upgrade, dist-upgrade: what has another version in a repository. */
export function upgrade(simulate: boolean): number {
  const offered = candidates();
  out(
    'Reading package lists... Done\nBuilding dependency tree... Done\nReading state information... Done\n',
  );
  out('Calculating upgrade... Done\n');
  const newer = known().flatMap(({ name, version, status }) => {
    const candidate = offered.get(name);
    return status !== 'installed' || candidate === undefined || candidate.version === version
      ? []
      : [candidate];
  });
  return apply(newer, [], simulate, false);
}

function withDependencies(
  wanted: readonly Candidate[],
  offered: Map<string, Candidate>,
): Candidate[] {
  const all = new Map<string, Candidate>();
  const add = (one: Candidate) => {
    if (all.has(one.name)) return;
    all.set(one.name, one);
    for (const name of one.depends) {
      const needed = offered.get(name);
      if (needed !== undefined && !isInstalled(name)) add(needed);
    }
  };
  for (const one of wanted) add(one);
  return [...all.values()];
}

function apply(
  wanted: readonly Candidate[],
  dropped: readonly string[],
  simulate: boolean,
  purge: boolean,
): number {
  const before = new Map(known().map((one) => [one.name, one]));
  const isHere = (name: string) => before.get(name)?.status === 'installed';
  const fresh = wanted.filter(({ name }) => !isHere(name));
  const newer = wanted.filter(
    ({ name, version }) => isHere(name) && before.get(name)?.version !== version,
  );
  for (const { name, version } of wanted) {
    if (!fresh.some((one) => one.name === name) && !newer.some((one) => one.name === name)) {
      out(`${name} is already the newest version (${version}).\n`);
    }
  }
  announce('The following packages will be REMOVED:', dropped);
  announce(
    'The following NEW packages will be installed:',
    fresh.map(({ name }) => name),
  );
  announce(
    'The following packages will be upgraded:',
    newer.map(({ name }) => name),
  );
  out(
    `${newer.length} upgraded, ${fresh.length} newly installed, ${dropped.length} to remove and 0 not upgraded.\n`,
  );
  if (simulate) return 0;
  if (unfinished().length > 0) {
    err(
      "E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct the problem. \n",
    );
    return 100;
  }
  if (fresh.length + newer.length + dropped.length > 0) noteChange();
  for (const name of dropped) {
    out(`Removing ${name} (${before.get(name)?.version}) ...\n`);
    dropPackage(name, purge);
  }
  for (const { name, version } of [...fresh, ...newer]) {
    out(`Setting up ${name} (${version}) ...\n`);
    bringPackage(name, version);
  }
  return 0;
}

function announce(title: string, names: readonly string[]): void {
  if (names.length > 0) out(`${title}\n  ${[...names].sort().join(' ')}\n`);
}
