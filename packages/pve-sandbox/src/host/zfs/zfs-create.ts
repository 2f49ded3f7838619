import { closeSync, mkdirSync, openSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';
import { noteChange } from '../../record/note.ts';
import { hostPath } from '../../state/paths.ts';
import { Failure } from '../failure.ts';
import { locked } from '../locked.ts';
import { readOptions } from '../options.ts';
import { checkedValue } from './check-value.ts';
import { findDataset } from './datasets.ts';
import { parentOf } from './mount-point.ts';
import { type Dataset, newDataset, type Pool, savePool } from './pools.ts';
import { wholeName } from './properties.ts';
import { parseBytes } from './sizes.ts';
import { mountAll } from './trees.ts';
import { assignment, poolOf, told } from './zfs-change.ts';

type Properties = Record<string, string>;

/** `zfs create`: a filesystem, or with -V a volume. */
export function zfsCreate(args: readonly string[]): number {
  const options = readOptions(args, { program: 'zfs', short: 'pso:V:b:uPvn', exit: 2 });
  const [name, ...more] = options.words;
  if (name === undefined) {
    throw new Failure(`missing ${options.has('V') ? 'volume' : 'filesystem'} argument`, 2);
  }
  if (more.length > 0) throw new Failure('too many arguments', 2);
  const type = options.has('V') ? 'volume' : 'filesystem';
  refuseName(name);
  locked(() => {
    const parent = parentOf(name);
    if (parent === undefined) {
      throw new Failure(`cannot create '${name}': missing dataset name`);
    }
    const words = options.all('o').map(assignment);
    const properties = told(`cannot create '${name}'`, () => ({
      ...checked(words, type),
      ...(type === 'volume'
        ? volumeProperties(options.value('V') ?? '', options.value('b'), options.has('s'))
        : {}),
    }));
    if (findDataset(name) !== undefined) {
      if (options.has('p')) return;
      throw new Failure(`cannot create '${name}': dataset already exists`);
    }
    const pool = poolOf(name, 'create');
    const missing = missingParents(parent);
    if (missing.length > 0 && !options.has('p')) {
      throw new Failure(`cannot create '${name}': parent does not exist`);
    }
    refuseVolumeAsParent(name, parent);
    if (options.has('n')) return;
    noteChange();
    const made = [...missing.map((one) => newDataset(one)), newDataset(name, properties, type)];
    const grown: Pool = { ...pool, datasets: [...pool.datasets, ...made] };
    const names = made.map((one) => one.name);
    savePool(options.has('u') ? grown : mountAll(grown, names));
    if (type === 'volume') makeVolumeNode(name, Number(properties.volsize));
  });
  return 0;
}

function refuseName(name: string): void {
  const wrong = /[^\w.:/ -]/.exec(name)?.[0];
  if (wrong !== undefined) {
    throw new Failure(
      wrong === '@'
        ? `cannot create '${name}': snapshot delimiter '@' is not expected here`
        : `cannot create '${name}': invalid character '${wrong}' in name`,
    );
  }
  if (name.endsWith('/')) throw new Failure(`cannot create '${name}': trailing slash in name`);
  if (name.startsWith('/')) throw new Failure(`cannot create '${name}': leading slash in name`);
  if (name.includes('//')) {
    throw new Failure(
      `cannot create '${name}': empty component or misplaced '@' or '#' delimiter in name`,
    );
  }
}

function checked(words: readonly [string, string][], type: Dataset['type']): Properties {
  const found: Properties = {};
  for (const [given, value] of words) {
    const name = wholeName(given);
    if (found[name] !== undefined)
      throw new Failure(`property '${given}' specified multiple times`);
    found[name] = checkedValue(name, value, type, true);
  }
  return Object.fromEntries(
    Object.entries(found).filter(([name, value]) => !(isLimit(name) && value === '0')),
  );
}

const isLimit = (name: string): boolean => /^(?:ref)?(?:quota|reservation)$/.test(name);

function volumeProperties(size: string, block: string | undefined, sparse: boolean): Properties {
  const volblocksize =
    block === undefined ? undefined : checkedValue('volblocksize', block, 'volume', true);
  const unit = Number(volblocksize ?? 16_384);
  const volsize = `${Math.ceil(parseBytes(size) / unit) * unit}`;
  return {
    volsize: checkedValue('volsize', volsize, 'volume', true),
    ...(volblocksize !== undefined && { volblocksize }),
    ...(!sparse && { refreservation: volsize }),
  };
}

/** The datasets above one that are not there, the outermost first. */
function missingParents(name: string | undefined): string[] {
  if (name === undefined || findDataset(name) !== undefined) return [];
  return [...missingParents(parentOf(name)), name];
}

function refuseVolumeAsParent(name: string, parent: string): void {
  if (findDataset(parent)?.dataset.type === 'volume') {
    throw new Failure(`cannot create '${name}': parent is not a filesystem`);
  }
}

function makeVolumeNode(name: string, size: number): void {
  const node = hostPath(`/dev/zvol/${name}`);
  mkdirSync(dirname(node), { recursive: true });
  closeSync(openSync(node, 'a'));
  truncateSync(node, size);
}
