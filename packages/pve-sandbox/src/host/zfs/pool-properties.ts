import { Failure } from '../failure.ts';
import type { Pool } from './pools.ts';
import { niceBytes } from './sizes.ts';
import { poolSize, used } from './space.ts';

interface PoolProperty {
  /** What it is unless set; undefined for one that is told of the pool. */
  initial?: string;
  accepts?: RegExp;
  /** As the refusal of another value names them. */
  values?: string;
  head?: string;
  right?: boolean;
}

const onOff = (initial: string): PoolProperty => ({
  initial,
  accepts: /^(?:on|off)$/,
  values: 'on | off',
});

/** The properties of pools in the order in which zpool tells them. */
export const poolProperties: Readonly<Record<string, PoolProperty>> = {
  size: { right: true },
  capacity: { head: 'CAP', right: true },
  altroot: {},
  health: {},
  guid: { right: true },
  version: { right: true },
  bootfs: { initial: '-' },
  delegation: onOff('on'),
  autoreplace: onOff('off'),
  cachefile: { initial: '-' },
  failmode: {
    initial: 'wait',
    accepts: /^(?:wait|continue|panic)$/,
    values: 'wait | continue | panic',
  },
  listsnapshots: onOff('off'),
  autoexpand: onOff('off'),
  dedupratio: { head: 'DEDUP', right: true },
  free: { right: true },
  allocated: { head: 'ALLOC', right: true },
  readonly: {},
  ashift: { initial: '0', accepts: /^(?:0|9|1[0-6])$/, right: true },
  comment: { initial: '-' },
  expandsize: { head: 'EXPANDSZ', right: true },
  freeing: { right: true },
  fragmentation: { head: 'FRAG', right: true },
  leaked: { right: true },
  multihost: onOff('off'),
  checkpoint: { head: 'CKPOINT', right: true },
  load_guid: {},
  autotrim: onOff('off'),
  compatibility: { initial: 'off' },
};

const short: Readonly<Record<string, string>> = {
  alloc: 'allocated',
  cap: 'capacity',
  frag: 'fragmentation',
  dedup: 'dedupratio',
  expandsz: 'expandsize',
  ckpoint: 'checkpoint',
};

/** The whole name of a property of pools. */
export const wholePoolName = (name: string): string => short[name] ?? name;

/** A value for a property of a pool. @throws Refusal without what comes before the colon */
export function checkedPoolValue(name: string, value: string): string {
  const property = Object.hasOwn(poolProperties, name) ? poolProperties[name] : undefined;
  if (property === undefined) {
    if (/^feature@\w+$/.test(name) || name.includes(':')) return value;
    throw new Failure(`property '${name}' is not a valid pool or vdev property`);
  }
  if (property.initial === undefined) throw new Failure(`'${name}' is readonly`);
  if (property.accepts?.test(value) === false) {
    throw new Failure(
      name === 'ashift'
        ? `property '${name}' number ${value} is invalid, only values between 9 and 16 are allowed.`
        : `'${name}' must be one of '${property.values}'`,
    );
  }
  return value;
}

/** Bytes that are taken in a pool, as `zpool list` counts them. */
export function allocated(pool: Pool): number {
  const root = pool.datasets.find(({ name }) => name === pool.name);
  return root === undefined ? 0 : used(pool, root);
}

/** A property of a pool, and where it comes from; exact numbers where asked for. */
export function poolValue(
  pool: Pool,
  name: string,
  exact: boolean,
): { text: string; source: string } {
  const set = pool.properties[name];
  if (set !== undefined) return { text: set, source: 'local' };
  const told = toldOf(pool, name, exact);
  if (told !== undefined) return { text: told, source: '-' };
  return { text: poolProperties[name]?.initial ?? '-', source: 'default' };
}

function toldOf(pool: Pool, name: string, exact: boolean): string | undefined {
  const bytes = (size: number): string => (exact ? `${size}` : niceBytes(size));
  const size = poolSize(pool);
  const taken = Math.min(allocated(pool), size);
  const percent = size === 0 ? 0 : Math.floor((taken / size) * 100);
  switch (name) {
    case 'size':
      return bytes(size);
    case 'allocated':
      return bytes(taken);
    case 'free':
      return bytes(size - taken);
    case 'capacity':
      return exact ? `${percent}` : `${percent}%`;
    case 'fragmentation':
      return exact ? '0' : '0%';
    case 'dedupratio':
      return exact ? '1.00' : '1.00x';
    case 'health':
      return 'ONLINE';
    case 'guid':
    case 'load_guid':
      return pool.guid;
    case 'altroot':
      return pool.altroot ?? '-';
    case 'readonly':
      return 'off';
    case 'freeing':
    case 'leaked':
      return '0';
    case 'version':
    case 'expandsize':
    case 'checkpoint':
      return '-';
    default:
      return undefined;
  }
}
