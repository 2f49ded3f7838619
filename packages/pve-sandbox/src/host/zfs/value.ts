import { datasetOf, mountPropertyOf, parentOf } from './mount-point.ts';
import type { Dataset, Pool } from './pools.ts';
import { isUserProperty, propertyOf } from './properties.ts';
import { niceBytes } from './sizes.ts';
import { available, childrenUsed, referenced, used } from './space.ts';

/** What a property is on a dataset, and where that comes from. */
export interface Value {
  text: string;
  /** `local`, `default`, `inherited from X` or `-`. */
  source: string;
}

const told: Record<string, (pool: Pool, dataset: Dataset) => string> = {
  type: (_, { type }) => type,
  creation: (_, { created }) => `${created}`,
  used: (pool, dataset) => `${used(pool, dataset)}`,
  available: (pool, dataset) => `${available(pool, dataset)}`,
  referenced: (pool, dataset) => `${referenced(pool, dataset)}`,
  compressratio: () => '1.00',
  mounted: (_, { mounted }) => (mounted ? 'yes' : 'no'),
  origin: () => '-',
  createtxg: (_, { guid }) => `${(Number(BigInt(guid) % 100_000n) % 100_000) + 1}`,
  version: () => '5',
  guid: (_, { guid }) => guid,
  usedbysnapshots: () => '0',
  usedbydataset: (pool, dataset) => `${referenced(pool, dataset)}`,
  usedbychildren: (pool, dataset) => `${childrenUsed(pool, dataset)}`,
  usedbyrefreservation: (pool, dataset) =>
    `${used(pool, dataset) - referenced(pool, dataset) - childrenUsed(pool, dataset)}`,
  logicalused: (pool, dataset) => `${used(pool, dataset)}`,
  logicalreferenced: (pool, dataset) => `${referenced(pool, dataset)}`,
};

/**
 * A property of a dataset as ZFS keeps it, sizes in bytes; undefined for one that this kind of
 * dataset does not have.
 */
export function rawValue(pool: Pool, dataset: Dataset, name: string): Value | undefined {
  if (isUserProperty(name)) return inherited(pool, dataset.name, name);
  const property = propertyOf(name);
  if (property === undefined || !property.of.includes(dataset.type)) return undefined;
  if (name === 'mountpoint') return mountPoint(pool, dataset);
  const tell = Object.hasOwn(told, name) ? told[name] : undefined;
  if (tell !== undefined) return { text: tell(pool, dataset), source: '-' };
  const own = dataset.properties[name];
  if (own !== undefined) return { text: own, source: property.once === true ? '-' : 'local' };
  const above = property.inherits ? inherited(pool, dataset.name, name) : undefined;
  return (
    above ?? { text: property.initial ?? '', source: property.once === true ? '-' : 'default' }
  );
}

function inherited(pool: Pool, name: string, property: string): Value | undefined {
  const own = datasetOf(pool, name)?.properties[property];
  if (own !== undefined) return { text: own, source: 'local' };
  for (let above = parentOf(name); above !== undefined; above = parentOf(above)) {
    const text = datasetOf(pool, above)?.properties[property];
    if (text !== undefined) return { text, source: `inherited from ${above}` };
  }
  return undefined;
}

function mountPoint(pool: Pool, dataset: Dataset): Value {
  const source = inherited(pool, dataset.name, 'mountpoint')?.source ?? 'default';
  return { text: mountPropertyOf(pool, dataset.name), source };
}

/** A value as people are told it; exact sizes and times where `exact`, as `-p` asks. */
export function shownValue(name: string, text: string, exact: boolean): string {
  const kind = propertyOf(name)?.kind;
  if (name === 'compressratio') return exact ? text : `${text}x`;
  if (exact) return text;
  if (name === 'creation') return dateText(Number(text));
  if (kind === 'none' && text === '0') return 'none';
  if (name === 'special_small_blocks' && text === '0') return '0';
  return kind === 'bytes' || kind === 'none' ? niceBytes(Number(text)) : text;
}

function dateText(seconds: number): string {
  const [, day = '', date = '', month = '', year = '', time = ''] =
    /^(\w+), 0?(\d+) (\w+) (\d+) (\d+:\d+)/.exec(new Date(seconds * 1000).toUTCString()) ?? [];
  return `${day} ${month} ${date.padStart(2)} ${time.padStart(6)} ${year}`.replace(
    / {2}(\d\d:)/,
    ' $1',
  );
}
