import { noteChange } from '../../record/note.ts';
import { Refusal } from '../../state/refusal.ts';
import { Failure } from '../failure.ts';
import { locked } from '../locked.ts';
import { findDataset } from './datasets.ts';
import { resizeGuestVolume } from './guest-datasets.ts';
import { datasetOf } from './mount-point.ts';
import { type Dataset, type Pool, pool, savePool } from './pools.ts';

/** The dataset of that name. @throws Refusal in the words of libzfs */
export function openDataset(name: string): { pool: Pool; dataset: Dataset } {
  const found = findDataset(name);
  if (found === undefined) throw new Failure(`cannot open '${name}': dataset does not exist`);
  return found;
}

/**
 * Changes the pool that a dataset is in, alone. What is set on a volume that
 * Proxmox made is kept beside it.
 */
export function changeDataset(name: string, change: (pool: Pool, dataset: Dataset) => Pool): void {
  locked(() => {
    const { pool: found, dataset } = openDataset(name);
    const whole = dataset.ofGuest === true ? withDataset(found, dataset) : found;
    noteChange();
    const changed = change(whole, dataset);
    savePool(changed);
    const now = datasetOf(changed, name);
    if (now?.ofGuest === true) resizeGuestVolume(changed, now);
  });
}

/** The imported pool that a name begins with. @throws Refusal told as `cannot DO 'NAME'` */
export function poolOf(name: string, doing: string): Pool {
  const top = name.split(/[/@]/)[0] ?? '';
  const found = pool(top);
  if (found === undefined) {
    throw new Failure(`cannot ${doing} '${name}': no such pool '${top}'`);
  }
  return found;
}

/** The pool with another dataset in place of the one of its name. */
export const withDataset = (pool: Pool, changed: Dataset): Pool => ({
  ...pool,
  datasets: [...pool.datasets.filter(({ name }) => name !== changed.name), changed],
});

/** `name=value` in two. @throws Refusal when there is no `=` */
export function assignment(word: string): [string, string] {
  const at = word.indexOf('=');
  if (at < 0) throw new Failure(`missing '=' for property=value argument`, 2);
  return [word.slice(0, at), word.slice(at + 1)];
}

/** A refusal of a value, told as what could not be done. */
export function told<T>(doing: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Failure(`${doing}: ${error.message}`, error.exit);
  }
}
