import { noteChange } from '../../record/note.ts';
import { out } from '../../state/talk.ts';
import { Failure } from '../failure.ts';
import { locked } from '../locked.ts';
import { readOptions } from '../options.ts';
import { everyDataset } from './datasets.ts';
import { mountPointOf } from './mount-point.ts';
import { pools, savePool } from './pools.ts';
import { mount, mountAll, unmount, unmountAll } from './trees.ts';
import { changeDataset, openDataset } from './zfs-change.ts';

/** `zfs mount`: tells what is mounted, or mounts one filesystem, or all with -a. */
export function zfsMount(args: readonly string[]): number {
  const options = readOptions(args, { program: 'zfs', short: 'aflo:vOR', exit: 2 });
  const [name] = options.words;
  if (options.has('a')) return allOf(mountAll);
  if (name === undefined) {
    for (const { pool, dataset } of everyDataset()) {
      if (!dataset.mounted) continue;
      out(`${dataset.name.padEnd(30)}  ${mountPointOf(pool, dataset.name) ?? ''}\n`);
    }
    return 0;
  }
  const { pool, dataset } = openDataset(name);
  if (dataset.type !== 'filesystem') {
    throw new Failure(`cannot open '${name}': operation not applicable to datasets of this type`);
  }
  if (dataset.mounted) throw new Failure(`cannot mount '${name}': filesystem already mounted`);
  if (dataset.properties.canmount === 'off') {
    throw new Failure(`cannot mount '${name}': 'canmount' property is set to 'off'`);
  }
  if (mountPointOf(pool, name) === undefined) {
    const words =
      dataset.properties.mountpoint === 'legacy' ? 'legacy mountpoint' : 'no mountpoint set';
    throw new Failure(`cannot mount '${name}': ${words}`);
  }
  changeDataset(name, (found) => mount(found, name));
  return 0;
}

/** `zfs unmount`: a filesystem by its name or place, or all with -a. */
export function zfsUnmount(args: readonly string[]): number {
  const options = readOptions(args, { program: 'zfs', short: 'afu', exit: 2 });
  const [word] = options.words;
  if (options.has('a')) return allOf(unmountAll);
  if (word === undefined) throw new Failure('missing filesystem argument', 2);
  const name = word.startsWith('/') ? nameAt(word) : word;
  const { dataset } = openDataset(name);
  if (!dataset.mounted) throw new Failure(`cannot unmount '${name}': not currently mounted`);
  changeDataset(name, (found) => unmount(found, name));
  return 0;
}

function nameAt(path: string): string {
  const found = everyDataset().find(
    ({ pool, dataset }) => dataset.mounted && mountPointOf(pool, dataset.name) === path,
  );
  if (found === undefined) {
    throw new Failure(`cannot unmount '${path}': not a ZFS filesystem`);
  }
  return found.dataset.name;
}

function allOf(change: typeof mountAll): number {
  locked(() => {
    for (const pool of pools()) {
      const next = change(
        pool,
        pool.datasets.map(({ name }) => name),
      );
      if (next !== pool) {
        noteChange();
        savePool(next);
      }
    }
  });
  return 0;
}
