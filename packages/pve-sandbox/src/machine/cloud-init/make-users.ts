import { chmodSync, mkdirSync } from 'node:fs';
import {
  type Account,
  accountOf,
  addAccount,
  ensureGroup,
  hashOf,
  joinGroups,
  setHash,
} from '../accounts.ts';
import { giveTo, inTree, readGuestFile, writeGuestFile } from '../guest-file.ts';
import { passwordHash } from '../password-hash.ts';
import { keysOf, type User, usersOf } from './users.ts';
import { type Config, list, mapping, text } from './values.ts';

/** Makes the groups and users of a new instance in its tree, with their keys and passwords. */
export function makeUsers(tree: string, config: Config, system: string): void {
  for (const entry of list(config.groups)) {
    const groups = typeof entry === 'string' ? { [entry]: [] } : mapping(entry);
    for (const [name, members] of Object.entries(groups)) {
      ensureGroup(tree, name);
      for (const member of list(members)) joinGroups(tree, text(member) ?? '', [name]);
    }
  }
  const users = usersOf(config, system);
  for (const user of users) makeUser(tree, user);
  const main = users.find(({ isDefault }) => isDefault)?.name;
  const account = main === undefined ? undefined : accountOf(tree, main);
  if (account !== undefined) addKeys(tree, account, keysOf(config.ssh_authorized_keys));
  setPasswords(tree, config, main);
}

function makeUser(tree: string, user: User): void {
  const { name, groups, sudo, keys } = user;
  const known = accountOf(tree, name);
  const home = user.home ?? `/home/${name}`;
  const { uid, primaryGroup, gecos, shell, system } = user;
  const account =
    known ?? addAccount(tree, { name, uid, group: primaryGroup, gecos, home, shell, system });
  if (user.createHome || keys.length > 0) makeDirectory(tree, account.home, 0o750, account);
  joinGroups(tree, name, groups);
  if (user.hash !== undefined && known === undefined) setHash(tree, name, user.hash);
  if (user.plain !== undefined) setHash(tree, name, passwordHash(user.plain));
  if (user.lockPassword) setHash(tree, name, hashOf(tree, name).replace(/^!?/, '!'));
  if (sudo.length > 0) allowSudo(tree, name, sudo);
  addKeys(tree, account, keys);
}

function makeDirectory(tree: string, path: string, mode: number, { uid, gid }: Account): void {
  const directory = inTree(tree, path);
  mkdirSync(directory, { recursive: true });
  chmodSync(directory, mode);
  giveTo(directory, uid, gid);
}

function allowSudo(tree: string, name: string, rules: readonly string[]): void {
  const path = '/etc/sudoers.d/90-cloud-init-users';
  const before = readGuestFile(tree, path) || '# Created by cloud-init v. 24.1.3-0ubuntu3\n';
  const lines = [`# User rules for ${name}`, ...rules.map((rule) => `${name} ${rule}`)].join('\n');
  if (before.includes(lines)) return;
  writeGuestFile(tree, path, `${before}\n${lines}\n`, { mode: 0o440 });
}

function addKeys(tree: string, account: Account, keys: readonly string[]): void {
  if (keys.length === 0) return;
  const { uid, gid, home } = account;
  makeDirectory(tree, `${home}/.ssh`, 0o700, account);
  const path = `${home}/.ssh/authorized_keys`;
  const before = readGuestFile(tree, path).split('\n').filter(Boolean);
  const all = [...before, ...keys.filter((key) => !before.includes(key))];
  writeGuestFile(tree, path, all.map((key) => `${key}\n`).join(''), { mode: 0o600, uid, gid });
}

/** `password` of the default user and `chpasswd`; what looks like a hash of crypt(3) is one. */
function setPasswords(tree: string, config: Config, main: string | undefined): void {
  const { users, list: lines } = mapping(config.chpasswd);
  const pairs: [string | undefined, string | undefined][] = [
    [main, text(config.password)],
    ...list(users)
      .map(mapping)
      .map((one): [string | undefined, string | undefined] => [text(one.name), text(one.password)]),
    ...keysOf(lines).map((line): [string, string] => {
      const at = line.indexOf(':');
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  ];
  for (const [name, password] of pairs) {
    if (name === undefined || password === undefined) continue;
    if (accountOf(tree, name) === undefined) continue;
    const isHash = /^\$(?:1|2a|2y|5|6|y)(?:\$.+){2}/.test(password);
    setHash(tree, name, isHash ? password : passwordHash(password));
  }
}
