import { noteChange } from '../../record/note.ts';
import { Refusal } from '../../state/refusal.ts';
import { optionOf, type Words } from '../read-options.ts';
import { builtInRoles } from './pveum-group.ts';
import { printRows } from './pveum-output.ts';
import { type Acl, loadUserCfg, saveUserCfg } from './user-cfg.ts';

/** pveum acl modify PATH --users --groups --roles, or with `removes` acl delete. @throws Refusal */
export function aclModify(words: Words, removes: boolean): number {
  const path = words.operands[0] ?? optionOf(words, 'path');
  const roles = split(optionOf(words, 'roles', 'role'));
  if (path === undefined) throw new Refusal('400 not enough arguments');
  if (roles.length === 0) {
    throw new Refusal(
      '400 Parameter verification failed.\nroles: property is missing and it is not optional',
    );
  }
  const users = split(optionOf(words, 'users', 'user'));
  const groups = split(optionOf(words, 'groups', 'group'));
  if (users.length + groups.length === 0) {
    throw new Refusal(
      "400 Parameter verification failed.\nusers: either 'users', 'groups' or 'tokens' is required",
    );
  }
  if (!/^\/[\w./-]*$/.test(path))
    throw new Refusal(`ACL update failed: invalid ACL path '${path}'`);
  const cfg = loadUserCfg();
  const unknown = (kind: string, name: string) =>
    new Refusal(`ACL update failed: ${kind} '${name}' does not exist`);
  for (const role of roles)
    if (!builtInRoles.includes(role) && !cfg.roles.has(role)) throw unknown('role', role);
  for (const user of users) if (!cfg.users.has(user)) throw unknown('user', user);
  for (const group of groups) if (!cfg.groups.has(group)) throw unknown('group', group);
  const clean = path === '/' ? '/' : path.replace(/\/+$/, '');
  const propagate = optionOf(words, 'propagate') ?? '1';
  const named = [...users, ...groups.map((group) => `@${group}`)].flatMap((who) =>
    roles.map((role): Acl => ({ propagate, path: clean, who, role })),
  );
  const same = (a: Acl, b: Acl) => a.path === b.path && a.who === b.who && a.role === b.role;
  const others = cfg.acls.filter((one) => !named.some((other) => same(one, other)));
  noteChange();
  saveUserCfg({ ...cfg, acls: removes ? others : [...others, ...named] });
  return 0;
}

/** pveum acl list. */
export function aclList(words: Words): number {
  const rows = loadUserCfg().acls.map(({ path, propagate, role, who }) => ({
    path,
    propagate: Number(propagate),
    roleid: role,
    type: who.startsWith('@') ? 'group' : who.includes('!') ? 'token' : 'user',
    ugid: who.replace(/^@/, ''),
  }));
  return printRows(words, ['path', 'propagate', 'roleid', 'type', 'ugid'], rows);
}

const split = (text: string | undefined): string[] => (text ?? '').split(/[,;\s]+/).filter(Boolean);
