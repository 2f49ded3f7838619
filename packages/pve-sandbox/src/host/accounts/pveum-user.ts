import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { passwordHash } from '../../machine/password-hash.ts';
import { noteChange } from '../../record/note.ts';
import { readText, writeText } from '../../state/files.ts';
import { Refusal } from '../../state/refusal.ts';
import { optionOf, type Words } from '../read-options.ts';
import { realProgram } from '../real-program.ts';
import { printRows } from './pveum-output.ts';
import { loadUserCfg, type PveUser, saveUserCfg } from './user-cfg.ts';

const texts = ['firstname', 'lastname', 'email', 'comment', 'keys'] as const;

/** pveum user add USERID. @throws Refusal */
export function userAdd(words: Words): number {
  const id = userId(words);
  const cfg = loadUserCfg();
  const realm = id.split('@').at(-1) ?? '';
  if (cfg.users.has(id)) throw new Refusal(`create user failed: user '${id}' already exists`);
  if (!realms().includes(realm))
    throw new Refusal(`create user failed: domain '${realm}' does not exist`);
  const user = {
    enable: '1',
    expire: '0',
    firstname: '',
    lastname: '',
    email: '',
    comment: '',
    keys: '',
  };
  cfg.users.set(id, withOptions(user, words));
  joinGroups(cfg, id, words, 'create user failed');
  noteChange();
  saveUserCfg(cfg);
  const password = optionOf(words, 'password');
  if (password !== undefined) setPassword(id, password);
  return 0;
}

/** pveum user modify USERID. @throws Refusal */
export function userModify(words: Words): number {
  const id = userId(words);
  const cfg = loadUserCfg();
  const user = cfg.users.get(id);
  if (user === undefined) throw new Refusal(`update user failed: no such user ('${id}')`);
  cfg.users.set(id, withOptions(user, words));
  joinGroups(cfg, id, words, 'update user failed');
  noteChange();
  saveUserCfg(cfg);
  return 0;
}

/** pveum user delete USERID: its groups and entries of the access list too. @throws Refusal */
export function userDelete(words: Words): number {
  const id = userId(words);
  const cfg = loadUserCfg();
  if (!cfg.users.delete(id)) throw new Refusal(`delete user failed: no such user ('${id}')`);
  for (const group of cfg.groups.values())
    group.members = group.members.filter((one) => one !== id);
  noteChange();
  saveUserCfg({ ...cfg, acls: cfg.acls.filter(({ who }) => who !== id) });
  return 0;
}

/** pveum user list. */
export function userList(words: Words): number {
  const rows = [...loadUserCfg().users]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([userid, user]) => ({
      ...(user.comment !== '' && { comment: unescaped(user.comment) }),
      ...(user.email !== '' && { email: user.email }),
      enable: Number(user.enable),
      expire: Number(user.expire),
      ...(user.firstname !== '' && { firstname: unescaped(user.firstname) }),
      ...(user.lastname !== '' && { lastname: unescaped(user.lastname) }),
      'realm-type': userid.split('@').at(-1) ?? '',
      userid,
    }));
  return printRows(
    words,
    ['userid', 'comment', 'email', 'enable', 'expire', 'firstname', 'lastname', 'realm-type'],
    rows,
  );
}

/** pveum passwd USERID: the new password comes from standard input, twice or once. */
export async function passwd(words: Words): Promise<number> {
  const id = userId(words);
  const given = optionOf(words, 'password') ?? readFileSync(0, 'utf8').split('\n')[0] ?? '';
  if (!loadUserCfg().users.has(id))
    throw new Refusal(`change password failed: no such user ('${id}')`);
  if (given.length < 5)
    throw new Refusal(
      '400 Parameter verification failed.\npassword: value must be at least 5 characters long',
    );
  noteChange();
  setPassword(id, given);
  return 0;
}

function setPassword(id: string, password: string): void {
  const [name = '', realm] = id.split(/@(?=[^@]*$)/);
  if (realm !== 'pam') {
    const file = '/etc/pve/priv/shadow.cfg';
    const others = (readText(file) ?? '')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith(`${name}:`));
    writeText(file, `${[...others, `${name}:${passwordHash(password)}:`].join('\n')}\n`, 0o600);
    return;
  }
  const { status } = spawnSync(realProgram('chpasswd') ?? 'chpasswd', ['-e'], {
    input: `${name}:${passwordHash(password)}\n`,
  });
  if (status !== 0)
    throw new Refusal("change password failed: command 'chpasswd' failed: exit code 1");
}

/** The realms that log in: those of domains.cfg, and the two that are always there. */
const realms = (): string[] => [
  'pam',
  'pve',
  ...[...(readText('/etc/pve/domains.cfg') ?? '').matchAll(/^\w+:\s*(\S+)/gm)].map(
    ([, id = '']) => id,
  ),
];

function userId(words: Words): string {
  const id = words.operands[0] ?? optionOf(words, 'userid');
  if (id === undefined) throw new Refusal('400 not enough arguments');
  if (/^[^\s:/@][^\s:/]{0,59}@[A-Za-z][\w.-]+$/.test(id)) return id;
  throw new Refusal(
    `400 Parameter verification failed.\nuserid: invalid format - value '${id}' does not look like a valid user name`,
  );
}

function withOptions(user: PveUser, words: Words): PveUser {
  const after = { ...user };
  for (const key of ['enable', 'expire'] as const) after[key] = optionOf(words, key) ?? user[key];
  for (const key of texts) {
    const value = optionOf(words, key);
    if (value !== undefined) after[key] = escaped(value);
  }
  return after;
}

function joinGroups(
  cfg: ReturnType<typeof loadUserCfg>,
  id: string,
  words: Words,
  prefix: string,
): void {
  const asked = optionOf(words, 'groups', 'group');
  if (asked === undefined) return;
  for (const name of asked.split(/[,;\s]+/).filter(Boolean)) {
    const group = cfg.groups.get(name);
    if (group === undefined) throw new Refusal(`${prefix}: no such group '${name}'`);
    group.members = [...new Set([...group.members, id])];
  }
}

const escaped = (text: string): string =>
  text.replace(
    /[:%\n\r]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );

const unescaped = (text: string): string =>
  text.replace(/%([0-9A-Fa-f]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
