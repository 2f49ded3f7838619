/** A pool that is imported. */
export interface Pool {
  /** ONLINE, DEGRADED, FAULTED, ... */
  readonly health: string;
  /** stripe, mirror, raidz1 ... of each of its data vdevs. */
  readonly kinds: readonly string[];
  /** Its devices, by paths without links: /dev/nvme0n1p1. */
  readonly devices: readonly string[];
}

/** Vdevs that hold no data of their own. */
const ASIDE = /^(?:logs|cache|spares|special|dedup)$/;
const GROUP = /^(mirror|raidz\d|draid\d?|spare|replacing)(?:-|:|$)/;

/** Takes `zpool status -P -L` of all pools apart. */
export function parsePoolStatus(text: string): ReadonlyMap<string, Pool> {
  const pools = new Map<string, { health: string; kinds: string[]; devices: string[] }>();
  let pool: { health: string; kinds: string[]; devices: string[] } | undefined;
  let inConfig = false;
  let aside = false;
  let isFirst = false;
  for (const line of text.split('\n')) {
    const [, name] = /^ *pool: (\S+)/.exec(line) ?? [];
    if (name !== undefined) {
      pool = { health: '', kinds: [], devices: [] };
      pools.set(name, pool);
      inConfig = false;
    }
    const [, state] = /^ *state: (\S+)/.exec(line) ?? [];
    if (state !== undefined && pool !== undefined && !inConfig) pool.health = state;
    if (/^config:/.test(line)) {
      inConfig = true;
      isFirst = true;
    }
    if (/^errors:/.test(line)) inConfig = false;
    const [, indent = '', word = ''] = /^\t( *)(\S+)/.exec(line) ?? [];
    if (!inConfig || pool === undefined || word === '' || word === 'NAME') continue;
    if (indent === '') {
      // The pool itself comes first, whatever its name is.
      aside = !isFirst && ASIDE.test(word);
      isFirst = false;
    } else if (word.startsWith('/')) {
      pool.devices.push(word);
      if (indent.length === 2 && !aside) pool.kinds.push('stripe');
    } else if (indent.length === 2 && !aside) pool.kinds.push(GROUP.exec(word)?.[1] ?? word);
  }
  return pools;
}

/** Names of the pools that `zpool import` says could be imported. */
export function parseImportable(text: string): readonly string[] {
  return [...text.matchAll(/^ *pool: (\S+)/gm)].flatMap(([, name]) => name ?? []);
}
