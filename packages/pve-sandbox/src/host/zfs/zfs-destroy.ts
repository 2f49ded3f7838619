import { noteChange } from '../../record/note.ts';
import { Failure } from '../failure.ts';
import { locked } from '../locked.ts';
import { readOptions } from '../options.ts';
import { datasetsOf, isWithin } from './datasets.ts';
import { newDataset, type Pool, savePool } from './pools.ts';
import { removeContent } from './trees.ts';
import { openDataset } from './zfs-change.ts';

/** `zfs destroy`: a dataset, with -r all that lies in it too. */
export function zfsDestroy(args: readonly string[]): number {
  const options = readOptions(args, { program: 'zfs', short: 'rRfnvp', exit: 2 });
  const [name, ...more] = options.words;
  if (name === undefined) throw new Failure('missing dataset argument', 2);
  if (more.length > 0) throw new Failure('too many arguments', 2);
  const deep = options.has('r') || options.has('R');
  locked(() => {
    const { pool: found, dataset } = openDataset(name);
    if (dataset.name === found.name && !deep) {
      throw new Failure(
        `cannot destroy '${name}': operation does not apply to pools\n` +
          `use 'zfs destroy -r ${name}' to destroy all datasets in the pool\n` +
          `use 'zpool destroy ${name}' to destroy the pool itself`,
      );
    }
    const within = datasetsOf(found).filter((one) => one.name !== name && isWithin(one.name, name));
    if (within.length > 0 && !deep) {
      throw new Failure(
        `cannot destroy '${name}': ${dataset.type} has children\n` +
          `use '-r' to destroy the following datasets:\n${within.map((one) => one.name).join('\n')}`,
      );
    }
    if (options.has('n')) return;
    noteChange();
    const gone = dataset.name === found.name ? within : [...within, dataset];
    for (const one of [...gone].reverse()) removeContent(found, one);
    savePool(
      without(
        found,
        gone.map((one) => one.name),
      ),
    );
  });
  return 0;
}

const without = (found: Pool, names: readonly string[]): Pool => ({
  ...found,
  datasets: found.datasets.filter((one) => !names.includes(one.name)),
});

/** `zfs snapshot`: that there is one; what it holds is not kept. */
export function zfsSnapshot(args: readonly string[]): number {
  const options = readOptions(args, { program: 'zfs', short: 'ro:', exit: 2 });
  if (options.words.length === 0) throw new Failure('missing snapshot argument', 2);
  for (const name of options.words) locked(() => snapshot(name, options.has('r')));
  return 0;
}

function snapshot(whole: string, deep: boolean): void {
  const [name = '', label = ''] = whole.split('@');
  if (label === '') {
    throw new Failure(
      `cannot create snapshot '${whole}': empty component or misplaced '@' or '#' delimiter in name`,
    );
  }
  const { pool: found } = openDataset(name);
  const all = datasetsOf(found).filter(
    (one) => one.type !== 'snapshot' && (deep ? isWithin(one.name, name) : one.name === name),
  );
  const names = all.map((one) => `${one.name}@${label}`);
  const taken = found.datasets.find((one) => names.includes(one.name));
  if (taken !== undefined) {
    throw new Failure(`cannot create snapshot '${taken.name}': dataset already exists`);
  }
  noteChange();
  const made = names.map((one) => newDataset(one, {}, 'snapshot'));
  savePool({ ...found, datasets: [...found.datasets, ...made] });
}
