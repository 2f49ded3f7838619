import { readText, writeText } from '../../state/files.ts';

/** A user of Proxmox VE, as a line of user.cfg has it; texts are written with %-escapes there. */
export type PveUser = {
  enable: string;
  expire: string;
  firstname: string;
  lastname: string;
  email: string;
  comment: string;
  keys: string;
};

/** An entry of the access list: who (`user@realm`, `@group`) has which role on which path. */
export type Acl = { propagate: string; path: string; who: string; role: string };

/** What /etc/pve/user.cfg says. Lines of other kinds (pools, tokens) are kept as they are. */
export type UserCfg = {
  users: Map<string, PveUser>;
  groups: Map<string, { members: string[]; comment: string }>;
  roles: Map<string, string[]>;
  acls: Acl[];
  others: string[];
};

const FILE = '/etc/pve/user.cfg';

/** Reads the text of user.cfg. */
export function parseUserCfg(text: string): UserCfg {
  const cfg: UserCfg = {
    users: new Map(),
    groups: new Map(),
    roles: new Map(),
    acls: [],
    others: [],
  };
  for (const line of text.split('\n')) {
    const [kind, ...fields] = line.split(':');
    const [
      first = '',
      second = '',
      third = '',
      fourth = '',
      fifth = '',
      sixth = '',
      seventh = '',
      eighth = '',
    ] = fields;
    if (kind === 'user') {
      cfg.users.set(first, {
        enable: second,
        expire: third,
        firstname: fourth,
        lastname: fifth,
        email: sixth,
        comment: seventh,
        keys: eighth,
      });
    } else if (kind === 'group') cfg.groups.set(first, { members: words(second), comment: third });
    else if (kind === 'role') cfg.roles.set(first, words(second));
    else if (kind === 'acl') {
      for (const who of words(third)) {
        for (const role of words(fourth))
          cfg.acls.push({ propagate: first, path: second, who, role });
      }
    } else if (line.trim() !== '') cfg.others.push(line);
  }
  return cfg;
}

const words = (text: string): string[] => text.split(/[,;\s]+/).filter(Boolean);

/** The text of user.cfg: users, groups, roles, the access list; each sorted. */
export function userCfgText({ users, groups, roles, acls, others }: UserCfg): string {
  const sorted = <T>(map: Map<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = [
    sorted(users).map(
      ([id, one]) =>
        `user:${id}:${one.enable}:${one.expire}:${one.firstname}:${one.lastname}:${one.email}:${one.comment}:${one.keys}:\n`,
    ),
    sorted(groups).map(
      ([id, { members, comment }]) => `group:${id}:${[...members].sort().join(',')}:${comment}:\n`,
    ),
    others.map((line) => `${line}\n`),
    sorted(roles).map(([id, privileges]) => `role:${id}:${[...privileges].sort().join(',')}:\n`),
    aclLines(acls),
  ];
  return parts.map((lines) => `${lines.join('')}\n`).join('');
}

/** Entries that differ only in who, on one line. */
function aclLines(acls: readonly Acl[]): string[] {
  const found = new Map<string, { acl: Acl; who: string[] }>();
  for (const acl of acls) {
    const key = [acl.path, acl.propagate, acl.role].join(':');
    const entry = found.get(key) ?? { acl, who: [] };
    found.set(key, { acl, who: [...new Set([...entry.who, acl.who])] });
  }
  return [...found.keys()].sort().map((key) => {
    const { acl, who } = found.get(key) as { acl: Acl; who: string[] };
    return `acl:${acl.propagate}:${acl.path}:${who.sort().join(',')}:${acl.role}:\n`;
  });
}

/** The host's user.cfg. */
export const loadUserCfg = (): UserCfg => parseUserCfg(readText(FILE) ?? '');

/** Writes the host's user.cfg. */
export const saveUserCfg = (cfg: UserCfg): void => writeText(FILE, userCfgText(cfg), 0o640);
