import { truncateSync } from 'node:fs';
import { hostPath } from '../../state/paths.ts';
import { Failure } from '../failure.ts';
import { readOptions } from '../options.ts';
import { checkedValue } from './check-value.ts';
import { datasetsOf, isWithin } from './datasets.ts';
import { datasetOf } from './mount-point.ts';
import type { Dataset, Pool } from './pools.ts';
import { isUserProperty, propertyOf, wholeName } from './properties.ts';
import { available, referenced, used } from './space.ts';
import { mountAll, unmountAll } from './trees.ts';
import { assignment, changeDataset, openDataset, told, withDataset } from './zfs-change.ts';

/** `zfs set`: any number of properties of any number of datasets. */
export function zfsSet(args: readonly string[]): number {
  const { words } = readOptions(args, { program: 'zfs', short: 'u', exit: 2 });
  const split = words.findIndex((word) => !word.includes('='));
  const pairs = (split < 0 ? words : words.slice(0, split)).map(assignment);
  const names = split < 0 ? [] : words.slice(split);
  if (pairs.length === 0) {
    throw new Failure('missing arguments', 2);
  }
  if (names.length === 0) throw new Failure('missing dataset name(s)', 2);
  for (const name of names) {
    openDataset(name);
    changeDataset(name, (pool, dataset) =>
      told(`cannot set property for '${name}'`, () => {
        const given = pairs.map(([key, value]): [string, string] => {
          const whole = wholeName(key);
          return [whole, checkedValue(whole, value, dataset.type, false)];
        });
        for (const [key, value] of given) refuseNoRoom(pool, dataset, key, Number(value));
        return withProperties(pool, dataset, Object.fromEntries(given));
      }),
    );
  }
  return 0;
}

/** A limit below what is there, and a reservation of what is not there, are refused. */
function refuseNoRoom(pool: Pool, dataset: Dataset, name: string, bytes: number): void {
  const tooSmall = 'size is less than current used or reserved space';
  const below = {
    quota: () => used(pool, dataset),
    refquota: () => referenced(pool, dataset),
  }[name];
  if (bytes > 0 && below !== undefined && bytes < below()) throw new Failure(tooSmall);
  if (/^(?:ref)?reservation$/.test(name)) {
    const now = Number(dataset.properties[name] ?? 0);
    if (bytes > now && bytes - now > available(pool, dataset)) {
      throw new Failure('size is greater than available space');
    }
  }
}

function withProperties(pool: Pool, dataset: Dataset, given: Record<string, string>): Pool {
  if (given.volsize !== undefined) {
    truncateSync(hostPath(`/dev/zvol/${dataset.name}`), Number(given.volsize));
  }
  const merged = { ...dataset.properties, ...given };
  return replaced(pool, dataset.name, merged, Object.keys(given));
}

/** The pool after a dataset has got other properties; where it is mounted follows. */
function replaced(
  pool: Pool,
  name: string,
  properties: Record<string, string>,
  changed: readonly string[],
): Pool {
  const moves = changed.includes('mountpoint');
  const within = datasetsOf(pool)
    .map((one) => one.name)
    .filter((one) => isWithin(one, name));
  const before = within.filter((one) => datasetOf(pool, one)?.mounted === true);
  const free = moves ? unmountAll(pool, before) : pool;
  const dataset = datasetOf(free, name);
  if (dataset === undefined) return free;
  const next = withDataset(free, { ...dataset, properties });
  return moves ? mountAll(next, [...new Set([...before, name])]) : next;
}

/** `zfs inherit`: properties are again as above, or as from the start. */
export function zfsInherit(args: readonly string[]): number {
  const options = readOptions(args, { program: 'zfs', short: 'rS', exit: 2 });
  const [given, ...names] = options.words;
  if (given === undefined) throw new Failure('missing property argument', 2);
  if (names.length === 0) throw new Failure('missing dataset argument', 2);
  const property = wholeName(given);
  const known = propertyOf(property);
  if (known === undefined && !isUserProperty(property)) {
    throw new Failure(`invalid property '${given}'`, 2);
  }
  if (known !== undefined && (known.initial === undefined || known.once === true)) {
    throw new Failure(`'${property}' property is read-only`, 2);
  }
  if (known?.kind === 'none') throw new Failure(`'${property}' property cannot be inherited`, 2);
  for (const name of names) {
    const { pool } = openDataset(name);
    const all = options.has('r')
      ? datasetsOf(pool).flatMap((one) => (isWithin(one.name, name) ? one.name : []))
      : [name];
    for (const one of all) changeDataset(one, (found, dataset) => forget(found, dataset, property));
  }
  return 0;
}

function forget(pool: Pool, { name, properties }: Dataset, property: string): Pool {
  const { [property]: _, ...rest } = properties;
  return replaced(pool, name, rest, [property]);
}
