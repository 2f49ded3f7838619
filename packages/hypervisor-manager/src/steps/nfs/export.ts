/** One directory offered to one client. */
export interface Export {
  readonly path: string;
  readonly client: string;
  readonly options: readonly string[];
}

/** Options that exclude each other; the first of each pair is what holds without either. */
const PAIRS = [
  ['ro', 'rw'],
  ['sync', 'async'],
  ['secure', 'insecure'],
  ['root_squash', 'no_root_squash'],
  ['no_all_squash', 'all_squash'],
  ['no_subtree_check', 'subtree_check'],
  ['wdelay', 'no_wdelay'],
  ['hide', 'nohide'],
  ['nocrossmnt', 'crossmnt'],
  ['secure_locks', 'insecure_locks'],
  ['acl', 'no_acl'],
  ['no_pnfs', 'pnfs'],
] as const;

/** Options with a value that exportfs shows as it was written, with what holds without them. */
const VALUES = { anonuid: '65534', anongid: '65534', fsid: '', sec: 'sys' } as const;

const OTHER_NAMES = new Map([
  ['auth_nlm', 'secure_locks'],
  ['no_auth_nlm', 'insecure_locks'],
  ['fsid=root', 'fsid=0'],
]);

/**
 * What options amount to, those that hold anyway left out: `rw no_root_squash`. Options that
 * exportfs does not show as they were written are not compared.
 */
export function meaningOf(options: readonly string[]): string {
  const names = options.map((option) => OTHER_NAMES.get(option) ?? option);
  const chosen = PAIRS.flatMap(([usual, other]) => {
    const last = names.findLast((name) => name === usual || name === other);
    return last === other ? [other] : [];
  });
  const values = Object.entries(VALUES).flatMap(([key, usual]) => {
    const value = names.findLast((name) => name.startsWith(`${key}=`))?.slice(key.length + 1);
    return value === undefined || value === usual ? [] : [`${key}=${value}`];
  });
  return [...(chosen.includes('rw') ? [] : ['ro']), ...chosen, ...values].join(' ');
}

/** Whether two exports are of the same directory to the same client. */
export function isSame(one: Export, other: Export): boolean {
  return one.path === other.path && one.client === other.client;
}

/** An export as people name it. */
export function nameOf({ path, client }: Export): string {
  return `${path} to ${client}`;
}
