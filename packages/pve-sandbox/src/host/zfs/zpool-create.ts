import { readdirSync } from 'node:fs';
import { noteChange } from '../../record/note.ts';
import { hostPath } from '../../state/paths.ts';
import { out } from '../../state/talk.ts';
import { Failure } from '../failure.ts';
import { locked } from '../locked.ts';
import { type Options, readOptions } from '../options.ts';
import { checkedValue } from './check-value.ts';
import { type ChosenVdev, checkedVdevs } from './check-vdevs.ts';
import { checkedPoolValue } from './pool-properties.ts';
import { newDataset, newGuid, now, type Pool, pool, savePool } from './pools.ts';
import { wholeName } from './properties.ts';
import { mountAll } from './trees.ts';
import { vdevName } from './vdev-names.ts';
import { vdevSpecs } from './vdev-spec.ts';
import { writeLabels } from './write-labels.ts';
import { assignment, told } from './zfs-change.ts';
import { openPool } from './zpool-change.ts';

/** `zpool create` */
export function zpoolCreate(args: readonly string[]): number {
  const options = readOptions(args, { program: 'zpool', short: 'fndo:O:m:R:t:', exit: 2 });
  const [name, ...words] = options.words;
  if (name === undefined) throw new Failure('missing pool name argument', 2);
  if (words.length === 0) throw new Failure('missing vdev specification', 2);
  refuseName(name);
  const pool = propertiesOf(options, 'o', checkedPoolValue, name);
  const root = propertiesOf(
    options,
    'O',
    (key, value) => checkedValue(key, value, 'filesystem', true),
    name,
  );
  const place = options.value('m');
  const properties = place === undefined ? root : { ...root, mountpoint: mountPoint(place) };
  locked(() => {
    const vdevs = checkedVdevs(vdevSpecs(words), options.has('f'));
    refusePlace(properties.mountpoint ?? `${options.value('R') ?? ''}/${name}`);
    if (options.has('n')) {
      out(`would create '${name}' with the following layout:\n\n${layout(name, vdevs)}`);
      return;
    }
    if (exists(name)) throw new Failure(`cannot create '${name}': pool already exists`);
    noteChange();
    make(name, vdevs, pool, properties, options.value('R'));
  });
  return 0;
}

const exists = (name: string): boolean => pool(name) !== undefined;

function make(
  name: string,
  vdevs: readonly ChosenVdev[],
  properties: Record<string, string>,
  rootProperties: Record<string, string>,
  altroot: string | undefined,
): void {
  const guid = newGuid();
  const made: Pool = {
    name,
    guid,
    imported: true,
    created: now(),
    vdevs: writeLabels(name, guid, vdevs),
    properties,
    datasets: [newDataset(name, rootProperties)],
    ...(altroot !== undefined && { altroot }),
  };
  savePool(mountAll(made, [name]));
}

function refuseName(name: string): void {
  if (name.includes('/')) {
    throw new Failure(
      `cannot create '${name}': invalid character '/' in pool name\nuse 'zfs create' to create a dataset`,
    );
  }
  const wrong = /[^\w.: -]/.exec(name)?.[0];
  if (wrong !== undefined) {
    throw new Failure(`cannot create '${name}': invalid character '${wrong}' in pool name`);
  }
  if (!/^[A-Za-z]/.test(name)) {
    throw new Failure(`cannot create '${name}': name must begin with a letter`);
  }
  if (/^(?:mirror|raidz|draid|spare)/.test(name) || name === 'log') {
    throw new Failure(`cannot create '${name}': name is reserved\npool name may have been omitted`);
  }
}

function propertiesOf(
  options: Options,
  letter: string,
  check: (name: string, value: string) => string,
  pool: string,
): Record<string, string> {
  const pairs = options.all(letter).map(assignment);
  return told(`cannot create '${pool}'`, () =>
    Object.fromEntries(
      pairs.map(([key, value]) => {
        const name = letter === 'O' ? wholeName(key) : key;
        return [name, check(name, value)];
      }),
    ),
  );
}

function mountPoint(place: string): string {
  if (/^(?:none|legacy)$/.test(place) || place.startsWith('/')) return place;
  throw new Failure(`invalid mountpoint '${place}': must be an absolute path, 'legacy', or 'none'`);
}

function refusePlace(place: string): void {
  if (!place.startsWith('/')) return;
  let inside: string[] = [];
  try {
    inside = readdirSync(hostPath(place));
  } catch {
    return;
  }
  if (inside.length === 0) return;
  throw new Failure(
    `mountpoint '${place}' exists and is not empty\nuse '-m' option to provide a different default`,
  );
}

/** The layout as a dry run prints it. */
function layout(name: string, vdevs: readonly ChosenVdev[]): string {
  const lines = vdevs.flatMap(({ type, disks }) => {
    const names = disks.map(({ path }) => vdevName(path, false, {}));
    return type === 'disk'
      ? names.map((one) => `  ${one}`)
      : [`  ${type}`, ...names.map((one) => `    ${one}`)];
  });
  return [name, ...lines].map((line) => `\t${line}\n`).join('');
}

/** `zpool add`: more vdevs for a pool. */
export function zpoolAdd(args: readonly string[]): number {
  const options = readOptions(args, { program: 'zpool', short: 'fngLPo:', exit: 2 });
  const [name, ...words] = options.words;
  if (name === undefined) throw new Failure('missing pool name argument', 2);
  if (words.length === 0) throw new Failure('missing vdev specification', 2);
  locked(() => {
    const found = openPool(name);
    const vdevs = checkedVdevs(vdevSpecs(words), options.has('f'));
    const kind = found.vdevs[0]?.type ?? 'disk';
    const other = vdevs.find(({ type }) => type !== kind);
    if (other !== undefined && !options.has('f')) {
      throw new Failure(
        "invalid vdev specification\nuse '-f' to override the following errors:\n" +
          `mismatched replication level: pool uses ${kind.replace(/\d$/, '')} and new vdev is ${other.type.replace(/\d$/, '')}`,
      );
    }
    if (options.has('n')) {
      const before = found.vdevs.map(({ type, leaves }) => ({
        type,
        disks: leaves.map(({ path }) => ({ path: vdevName(path, true, { path: true }) })),
      }));
      const all = [...before, ...vdevs] as ChosenVdev[];
      out(`would update '${name}' to the following configuration:\n\n${layout(name, all)}`);
      return;
    }
    noteChange();
    savePool({ ...found, vdevs: [...found.vdevs, ...writeLabels(name, found.guid, vdevs)] });
  });
  return 0;
}
