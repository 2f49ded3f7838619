import { readGuestFile, writeGuestFile } from './guest-file.ts';

/** An account of a guest's /etc/passwd. */
export type Account = { name: string; uid: number; gid: number; home: string };

const rows = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(':'));

function change(tree: string, path: string, mode: number, edit: (all: string[][]) => void): void {
  const all = rows(readGuestFile(tree, path));
  edit(all);
  writeGuestFile(tree, path, all.map((row) => `${row.join(':')}\n`).join(''), { mode });
}

/** The account of that name. */
export function accountOf(tree: string, name: string): Account | undefined {
  const row = rows(readGuestFile(tree, '/etc/passwd')).find((each) => each[0] === name);
  if (row === undefined) return undefined;
  return { name, uid: Number(row[2]), gid: Number(row[3]), home: row[5] ?? `/home/${name}` };
}

/** The number of a group, made where it does not exist. */
export function ensureGroup(tree: string, name: string, gid?: number): number {
  const found = rows(readGuestFile(tree, '/etc/group')).find((each) => each[0] === name);
  if (found !== undefined) return Number(found[2]);
  let given = gid ?? 0;
  change(tree, '/etc/group', 0o644, (all) => {
    const taken = new Set(all.map((row) => Number(row[2])));
    if (gid === undefined) for (given = 1000; taken.has(given); given++);
    all.push([name, 'x', `${given}`, '']);
  });
  change(tree, '/etc/gshadow', 0o640, (all) => all.push([name, '!', '', '']));
  return given;
}

/** Adds an account to groups; those that do not exist are made. */
export function joinGroups(tree: string, user: string, groups: readonly string[]): void {
  for (const group of groups) ensureGroup(tree, group);
  for (const path of ['/etc/group', '/etc/gshadow']) {
    change(tree, path, path === '/etc/group' ? 0o644 : 0o640, (all) => {
      for (const row of all.filter(([name = '']) => groups.includes(name))) {
        const members = (row[3] ?? '').split(',').filter(Boolean);
        if (!members.includes(user)) row[3] = [...members, user].join(',');
      }
    });
  }
}

/** What a new account is made of. */
export type NewAccount = {
  name: string;
  uid?: number | undefined;
  group?: string | undefined;
  gecos: string;
  home: string;
  shell: string;
  system: boolean;
};

/** Makes an account, locked, with a group of its own unless one is named. */
export function addAccount(tree: string, account: NewAccount): Account {
  const { name, group, gecos, home, shell, system } = account;
  const gid = ensureGroup(tree, group ?? name);
  const lowest = system ? 100 : 1000;
  const taken = new Set(rows(readGuestFile(tree, '/etc/passwd')).map((row) => Number(row[2])));
  let uid = account.uid ?? lowest;
  if (account.uid === undefined) while (taken.has(uid)) uid++;
  change(tree, '/etc/passwd', 0o644, (all) =>
    all.push([name, 'x', `${uid}`, `${gid}`, gecos, home, shell]),
  );
  setHash(tree, name, '!');
  return { name, uid, gid, home };
}

/** Sets what /etc/shadow has for an account: a hash, or one that no password fits. */
export function setHash(tree: string, name: string, hash: string): void {
  change(tree, '/etc/shadow', 0o640, (all) => {
    const row = all.find((each) => each[0] === name);
    if (row === undefined) all.push([name, hash, '20000', '0', '99999', '7', '', '', '']);
    else row[1] = hash;
  });
}

/** The hash in /etc/shadow. */
export function hashOf(tree: string, name: string): string {
  return rows(readGuestFile(tree, '/etc/shadow')).find((row) => row[0] === name)?.[1] ?? '*';
}
