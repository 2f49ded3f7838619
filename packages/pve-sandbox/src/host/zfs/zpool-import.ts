import { noteChange } from '../../record/note.ts';
import { out } from '../../state/talk.ts';
import { isBusy } from '../disks/busy.ts';
import { contentOf, devices } from '../disks/device.ts';
import { deviceAt, resolved } from '../disks/nodes.ts';
import { Failure } from '../failure.ts';
import { locked } from '../locked.ts';
import { type Options, readOptions } from '../options.ts';
import { datasetsOf } from './datasets.ts';
import { checkedPoolValue, wholePoolName } from './pool-properties.ts';
import {
  allPools,
  type Dataset,
  forgetPool,
  leavesOf,
  type Pool,
  pool,
  poolOn,
  savePool,
} from './pools.ts';
import { mountAll, removeContent, unmountAll } from './trees.ts';
import { clearLabels } from './write-labels.ts';
import { assignment, told } from './zfs-change.ts';
import { membersOf, openPool } from './zpool-change.ts';
import { treeLines } from './zpool-status.ts';

const names = ({ datasets }: Pool): string[] => datasets.map(({ name }) => name);

/** `zpool export`: unmounts all of a pool and lets its disks go. */
export function zpoolExport(args: readonly string[]): number {
  const options = readOptions(args, { program: 'zpool', short: 'af', exit: 2 });
  if (options.words.length === 0) throw new Failure('missing pool argument', 2);
  for (const name of options.words) {
    locked(() => {
      const { altroot: _, ...free } = unmountAll(openPool(name), names(openPool(name)));
      noteChange();
      savePool({ ...free, imported: false });
    });
  }
  return 0;
}

/** `zpool destroy`: all of a pool is gone, and its disks are free. */
export function zpoolDestroy(args: readonly string[]): number {
  const options = readOptions(args, { program: 'zpool', short: 'f', exit: 2 });
  const [name, ...more] = options.words;
  if (name === undefined) throw new Failure('missing pool argument', 2);
  if (more.length > 0) throw new Failure('too many arguments', 2);
  locked(() => {
    const found = openPool(name);
    noteChange();
    for (const dataset of [...datasetsOf(found)].reverse()) removeContent(found, dataset);
    forgetPool(found.guid);
    clearLabels(membersOf(found));
  });
  return 0;
}

/** Pools that are not imported and can be found in the directories or on the devices given. */
function importable(options: Options): Pool[] {
  const places = options.all('d').map((place) => resolved(place) ?? place);
  const isIn = ({ path, device }: { path: string; device: string }): boolean =>
    places.length === 0 ||
    places.some(
      (place) => path.startsWith(`${place}/`) || place === `/dev/${device}` || place === '/dev',
    ) ||
    (places.some((place) => /^\/dev\/disk\/by-/.test(place)) &&
      places.some((place) => linksOf(device).some((link) => link.startsWith(`${place}/`))));
  return allPools().filter((one) => !one.imported && leavesOf(one).every(isIn));
}

const linksOf = (device: string): string[] =>
  devices().find(({ name }) => name === device)?.links ?? [];

/** `zpool import`: tells what can be imported, or imports a pool by its name or number. */
export function zpoolImport(args: readonly string[]): number {
  const options = readOptions(args, { program: 'zpool', short: 'aDfFmnNo:R:d:c:sl', exit: 2 });
  const [wanted, newName] = options.words;
  const found = importable(options);
  if (options.has('a')) {
    for (const one of found) bringIn(one, one.name, options);
    return 0;
  }
  if (wanted === undefined) {
    if (found.length === 0) {
      throw new Failure('no pools available to import');
    }
    out(found.map(importText).join('\n'));
    return 0;
  }
  if (newName === undefined && pool(wanted) !== undefined) {
    throw new Failure(
      `cannot import '${wanted}': a pool with that name already exists\n` +
        `use the form 'zpool import <pool | id> <newpool>' to give it a new name`,
    );
  }
  const matching = found.filter(({ name, guid }) => name === wanted || guid === wanted);
  if (matching.length > 1) {
    throw new Failure(
      `cannot import '${wanted}': more than one matching pool\nimport by numeric ID instead`,
    );
  }
  const [one] = matching;
  if (one === undefined) throw new Failure(`cannot import '${wanted}': no such pool available`);
  bringIn(one, newName ?? one.name, options);
  return 0;
}

function importText(one: Pool): string {
  const lines = treeLines(one, {});
  const width = Math.max(...lines.map(({ length }) => length));
  const rows = lines.map((line) => `\t${line.padEnd(width)}  ONLINE\n`);
  const how =
    one.foreign === true
      ? ' status: The pool was last accessed by another system.\n' +
        " action: The pool can be imported using its name or numeric identifier and\n\tthe '-f' flag.\n" +
        '   see: https://openzfs.github.io/openzfs-docs/msg/ZFS-8000-EY\n'
      : ' action: The pool can be imported using its name or numeric identifier.\n';
  return `   pool: ${one.name}\n     id: ${one.guid}\n  state: ONLINE\n${how} config:\n\n${rows.join('')}`;
}

function bringIn(one: Pool, name: string, options: Options): void {
  if (one.foreign === true && !options.has('f')) {
    throw new Failure(
      `cannot import '${one.name}': pool was previously in use from another system.\n` +
        "The pool can be imported, use 'zpool import -f' to import the pool.",
    );
  }
  const altroot = options.value('R');
  locked(() => {
    noteChange();
    const { foreign: _, ...known } = one;
    const rename = (dataset: Dataset): Dataset => ({
      ...dataset,
      name: dataset.name.replace(/^[^/@]+/, name),
    });
    const imported: Pool = {
      ...known,
      name,
      imported: true,
      datasets: known.datasets.map(rename),
      ...(altroot !== undefined && { altroot }),
    };
    savePool(options.has('N') ? imported : mountAll(imported, names(imported)));
  });
}

/** `zpool set` */
export function zpoolSet(args: readonly string[]): number {
  const [word = '', name] = readOptions(args, { program: 'zpool', short: '', exit: 2 }).words;
  if (name === undefined) throw new Failure('missing pool name', 2);
  const [given, value] = assignment(word);
  const key = wholePoolName(given);
  locked(() => {
    const found = openPool(name);
    const kept = told(`cannot set property for '${name}'`, () => checkedPoolValue(key, value));
    noteChange();
    savePool({ ...found, properties: { ...found.properties, [key]: kept } });
  });
  return 0;
}

/** `zpool labelclear`: takes the label of a pool that nobody uses from a device. */
export function zpoolLabelclear(args: readonly string[]): number {
  const options = readOptions(args, { program: 'zpool', short: 'f', exit: 2 });
  const [path] = options.words;
  if (path === undefined) throw new Failure('missing vdev name', 2);
  locked(() => {
    const all = devices();
    const device = deviceAt(path, all);
    if (device === undefined)
      throw new Failure(`failed to find device ${path}, try specifying absolute path instead`);
    const content = contentOf(device);
    if (content?.type !== 'zfs_member') throw new Failure(`failed to read label from ${path}`);
    const owner = poolOn(device.name);
    const label = owner?.name ?? content.label ?? '';
    if (isBusy(device, all)) throw new Failure(`${path} is a member (ACTIVE) of pool "${label}"`);
    if (!options.has('f')) {
      const state =
        owner === undefined || owner.foreign === true ? 'potentially active' : 'exported';
      throw new Failure(
        `use '-f' to override the following error:\n${path} is a member of ${state} pool "${label}"`,
      );
    }
    noteChange();
    clearLabels(new Set([device.name]));
  });
  return 0;
}
