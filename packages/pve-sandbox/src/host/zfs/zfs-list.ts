import { err, out } from '../../state/talk.ts';
import { Failure } from '../failure.ts';
import { type Options, readOptions } from '../options.ts';
import { textTable } from '../text-table.ts';
import { datasetsOf, everyDataset, findDataset, isWithin } from './datasets.ts';
import type { Dataset, Pool } from './pools.ts';
import { isUserProperty, properties, propertyOf, wholeName } from './properties.ts';
import { rawValue, shownValue, type Value } from './value.ts';

type Found = { pool: Pool; dataset: Dataset };

/** The datasets that a command asks for: those named, or all, as deep and of the kinds as told. */
function asked(options: Options, names: readonly string[], types: readonly string[]): Found[] {
  const depth = Number(
    options.value('d') ?? (options.has('r') || names.length === 0 ? Infinity : 0),
  );
  const isShown = ({ type }: Dataset) => types.includes(type) || types.includes('all');
  if (names.length === 0) return everyDataset().filter(({ dataset }) => isShown(dataset));
  return names.flatMap((name) => {
    const found = findDataset(name);
    if (found === undefined) {
      err(`cannot open '${name}': dataset does not exist\n`);
      return [];
    }
    const level = (one: string): number => one.slice(name.length).split(/[/@]/).length - 1;
    return datasetsOf(found.pool)
      .filter((one) => isWithin(one.name, name) && level(one.name) <= depth)
      .filter((one) => one.name === name || isShown(one))
      .map((dataset) => ({ pool: found.pool, dataset }));
  });
}

function typesOf(options: Options, usual: readonly string[]): string[] {
  const kinds: Record<string, string> = { fs: 'filesystem', vol: 'volume', snap: 'snapshot' };
  const words = options.value('t')?.split(',') ?? usual;
  const types = words.map((word) => kinds[word] ?? word);
  const known = ['filesystem', 'volume', 'snapshot', 'bookmark', 'all'];
  const wrong = types.find((type) => !known.includes(type));
  if (wrong !== undefined) throw new Failure(`invalid type '${wrong}'`, 2);
  return types;
}

/** `zfs list` */
export function zfsList(args: readonly string[]): number {
  const options = readOptions(args, {
    program: 'zfs',
    short: 'Hprd:o:t:s:S:j',
    long: { json: 'j' },
    exit: 2,
  });
  const columns = (options.value('o') ?? 'name,used,available,referenced,mountpoint')
    .split(',')
    .map(wholeName);
  const wrong = columns.find((name) => name !== 'name' && !isKnown(name));
  if (wrong !== undefined) {
    throw new Failure(`bad property list: invalid property '${wrong}'`, 2);
  }
  const found = asked(options, options.words, typesOf(options, ['filesystem', 'volume']));
  const isMissing = options.words.some((name) => findDataset(name) === undefined);
  if (found.length === 0) {
    if (!isMissing) err('no datasets available\n');
    return isMissing ? 1 : 0;
  }
  const rows = found.map(({ pool, dataset }) =>
    columns.map((name) =>
      name === 'name' ? dataset.name : cell(name, rawValue(pool, dataset, name), options.has('p')),
    ),
  );
  if (options.has('H')) for (const row of rows) out(`${row.join('\t')}\n`);
  else out(textTable(columns.map(head), rows, { gap: '  ' }));
  return isMissing ? 1 : 0;
}

const isKnown = (name: string): boolean => isUserProperty(name) || propertyOf(name) !== undefined;

const cell = (name: string, value: Value | undefined, exact: boolean): string =>
  value === undefined ? '-' : shownValue(name, value.text, exact);

function head(name: string): { head: string; right: boolean } {
  const property = propertyOf(name);
  const right = property?.kind === 'bytes' || property?.kind === 'none' || name === 'compressratio';
  return { head: property?.head ?? name.toUpperCase(), right };
}

/** `zfs get` */
export function zfsGet(args: readonly string[]): number {
  const options = readOptions(args, {
    program: 'zfs',
    short: 'Hprd:o:t:s:j',
    long: { json: 'j' },
    exit: 2,
  });
  const [list, ...names] = options.words;
  if (list === undefined) throw new Failure('missing property=value argument', 2);
  const wanted = list === 'all' ? undefined : list.split(',').map(wholeName);
  const wrong = wanted?.find((name) => !isKnown(name));
  if (wrong !== undefined) throw new Failure(`bad property list: invalid property '${wrong}'`, 2);
  const columns = fieldsOf(options);
  const sources = options.value('s')?.split(',');
  const found = asked(options, names, typesOf(options, ['all']));
  const rows = found.flatMap(({ pool, dataset }) =>
    (wanted ?? everyName(dataset)).flatMap((name) => {
      const value = rawValue(pool, dataset, name) ?? { text: '-', source: '-' };
      if (wanted === undefined && value.text === '-' && value.source === '-') return [];
      if (sources !== undefined && !sources.includes(sourceKind(value.source))) return [];
      const text = value.text === '-' ? '-' : shownValue(name, value.text, options.has('p'));
      const fields = { name: dataset.name, property: name, value: text, source: value.source };
      return [columns.map((column) => fields[column])];
    }),
  );
  if (options.has('H')) for (const row of rows) out(`${row.join('\t')}\n`);
  else if (rows.length > 0) {
    out(
      textTable(
        columns.map((column) => ({ head: column.toUpperCase() })),
        rows,
        { gap: '  ' },
      ),
    );
  }
  return names.some((name) => findDataset(name) === undefined) ? 1 : 0;
}

const fieldNames = ['name', 'property', 'value', 'source'] as const;

function fieldsOf(options: Options): (typeof fieldNames)[number][] {
  const words = options.value('o')?.split(',') ?? ['all'];
  return words.flatMap((word) => {
    if (word === 'all') return [...fieldNames];
    const field = fieldNames.find((name) => name === word);
    if (field === undefined) throw new Failure(`invalid column name '${word}'`, 2);
    return field;
  });
}

const sourceKind = (source: string): string =>
  source === '-' ? 'none' : source.startsWith('inherited') ? 'inherited' : source;

const everyName = (dataset: Dataset): string[] => [
  ...Object.keys(properties),
  ...Object.keys(dataset.properties).filter(isUserProperty),
];
