import type { Dataset } from './pools.ts';

/** What a property takes, and what it is where nobody sets it. */
export interface Property {
  /** `words`: one of a list; `bytes`: a size; `none`: a size or none; `number`, `text`. */
  kind: 'words' | 'bytes' | 'none' | 'number' | 'text';
  inherits: boolean;
  /** Undefined: told of the dataset, and cannot be set. */
  initial: string | undefined;
  of: readonly Dataset['type'][];
  /** What it may be, as the refusal of another value names it. */
  values?: string;
  /** Those it may be, where `values` does not list them all. */
  accepts?: RegExp;
  /** It is given when the dataset is made, and never changes. */
  once?: boolean;
  /** Heading of its column in `zfs list` where that is another than its name. */
  head?: string;
}

const any = ['filesystem', 'volume', 'snapshot'] as const;
const both = ['filesystem', 'volume'] as const;
const files = ['filesystem'] as const;
const volumes = ['volume'] as const;

const told = (of: Property['of'], kind: Property['kind'] = 'text', head?: string): Property => ({
  kind,
  inherits: false,
  initial: undefined,
  of,
  ...(head !== undefined && { head }),
});
const words = (values: string, initial: string, of: Property['of'] = files): Property => ({
  kind: 'words',
  inherits: true,
  initial,
  of,
  values,
});
const limit = (of: Property['of'], head?: string): Property => ({
  kind: 'none',
  inherits: false,
  initial: '0',
  of,
  ...(head !== undefined && { head }),
});
const onOff = (initial: string, of: Property['of'] = files): Property =>
  words('on | off', initial, of);
const fixed = (property: Property): Property => ({ ...property, inherits: false, once: true });

const compression =
  'on | off | lzjb | gzip | gzip-[1-9] | zle | lz4 | zstd | zstd-[1-19] | zstd-fast | ' +
  'zstd-fast-[1-10,20,30,40,50,60,70,80,90,100,500,1000]';

/** Every property in the order in which ZFS tells them. */
export const properties: Readonly<Record<string, Property>> = {
  type: told(any),
  creation: told(any),
  used: told(any, 'bytes'),
  available: told(both, 'bytes', 'AVAIL'),
  referenced: told(any, 'bytes', 'REFER'),
  compressratio: told(any, 'text', 'RATIO'),
  mounted: told(files),
  origin: told(both),
  quota: limit(files),
  reservation: limit(both, 'RESERV'),
  volsize: { ...told(volumes, 'bytes'), initial: '' },
  volblocksize: fixed({ ...told(volumes, 'bytes', 'VOLBLOCK'), initial: '16384' }),
  recordsize: {
    kind: 'bytes',
    inherits: true,
    initial: '131072',
    of: files,
    head: 'RECSIZE',
  },
  mountpoint: { kind: 'text', inherits: true, initial: '', of: files },
  sharenfs: { kind: 'text', inherits: true, initial: 'off', of: files },
  checksum: words(
    'on | off | fletcher2 | fletcher4 | sha256 | sha512 | skein | edonr | blake3',
    'on',
    both,
  ),
  compression: {
    ...words(compression, 'on', both),
    head: 'COMPRESS',
    accepts:
      /^(?:on|off|lzjb|gzip(?:-[1-9])?|zle|lz4|zstd(?:-(?:[1-9]|1\d))?|zstd-fast(?:-(?:[1-9]|[1-9]0|100|500|1000))?)$/,
  },
  atime: onOff('on'),
  devices: onOff('on'),
  exec: onOff('on'),
  setuid: onOff('on'),
  readonly: { ...onOff('off', both), head: 'RDONLY' },
  zoned: onOff('off'),
  snapdir: words('disabled | hidden | visible', 'hidden'),
  aclmode: words('discard | groupmask | passthrough | restricted', 'discard'),
  aclinherit: words('discard | noallow | restricted | passthrough | passthrough-x', 'restricted'),
  createtxg: told(any),
  canmount: { ...words('on | off | noauto', 'on'), inherits: false },
  xattr: words('on | off | dir | sa', 'sa'),
  copies: words('1 | 2 | 3', '1', both),
  version: told(files),
  utf8only: fixed(onOff('off')),
  normalization: fixed(words('none | formC | formD | formKC | formKD', 'none')),
  casesensitivity: {
    ...fixed(words('sensitive | insensitive | mixed', 'sensitive')),
    head: 'CASE',
  },
  sharesmb: { kind: 'text', inherits: true, initial: 'off', of: files },
  refquota: limit(files),
  refreservation: limit(both, 'REFRESERV'),
  guid: told(any),
  primarycache: words('all | none | metadata', 'all', both),
  secondarycache: words('all | none | metadata', 'all', both),
  usedbysnapshots: told(both, 'bytes', 'USEDSNAP'),
  usedbydataset: told(both, 'bytes', 'USEDDS'),
  usedbychildren: told(both, 'bytes', 'USEDCHILD'),
  usedbyrefreservation: told(both, 'bytes', 'USEDREFRESERV'),
  logbias: words('latency | throughput', 'latency', both),
  dedup: {
    ...words(
      'on | off | verify | sha256[,verify] | sha512[,verify] | skein[,verify] | edonr,verify | blake3[,verify]',
      'off',
      both,
    ),
    accepts: /^(?:on|off|verify|(?:sha256|sha512|skein|blake3)(?:,verify)?|edonr,verify)$/,
  },
  sync: words('standard | always | disabled', 'standard', both),
  dnodesize: words('legacy | auto | 1k | 2k | 4k | 8k | 16k', 'legacy'),
  logicalused: told(both, 'bytes', 'LUSED'),
  logicalreferenced: told(any, 'bytes', 'LREFER'),
  volmode: words('default | full | geom | dev | none', 'default', both),
  snapdev: words('hidden | visible', 'hidden', both),
  acltype: words('off | nfsv4 | posix', 'off'),
  relatime: onOff('on'),
  redundant_metadata: words('all | most | some | none', 'all', both),
  overlay: onOff('on'),
  encryption: fixed(
    words(
      'on | off | aes-128-ccm | aes-192-ccm | aes-256-ccm | aes-128-gcm | aes-192-gcm | aes-256-gcm',
      'off',
      both,
    ),
  ),
  special_small_blocks: { kind: 'bytes', inherits: true, initial: '0', of: files },
  prefetch: words('none | metadata | all', 'all', both),
};

const short: Readonly<Record<string, string>> = {
  avail: 'available',
  refer: 'referenced',
  compress: 'compression',
  recsize: 'recordsize',
  rdonly: 'readonly',
  ratio: 'compressratio',
  reserv: 'reservation',
  refreserv: 'refreservation',
  volblock: 'volblocksize',
  lused: 'logicalused',
  lrefer: 'logicalreferenced',
};

/** The whole name of a property that may be given by its column's heading. */
export const wholeName = (name: string): string =>
  short[name.toLowerCase()] ?? (isUserProperty(name) ? name : name.toLowerCase());

/** Whether it is one that people make up: with a colon. */
export const isUserProperty = (name: string): boolean =>
  /^[a-z0-9:._+-]*:[a-z0-9:._+-]*$/.test(name);

/** The property of that whole name; undefined for one of a user and for one that there is not. */
export const propertyOf = (name: string): Property | undefined =>
  Object.hasOwn(properties, name) ? properties[name] : undefined;
