import { noteChange } from '../../record/note.ts';
import { Refusal } from '../../state/refusal.ts';
import { optionOf, type Words } from '../read-options.ts';
import { printRows } from './pveum-output.ts';
import { loadUserCfg, saveUserCfg } from './user-cfg.ts';

/** Roles that every Proxmox VE has. */
export const builtInRoles: readonly string[] = [
  'Administrator',
  'NoAccess',
  'PVEAdmin',
  'PVEAuditor',
  'PVEDatastoreAdmin',
  'PVEDatastoreUser',
  'PVEMappingAdmin',
  'PVEMappingAuditor',
  'PVEMappingUser',
  'PVEPoolAdmin',
  'PVEPoolUser',
  'PVESDNAdmin',
  'PVESDNUser',
  'PVESysAdmin',
  'PVETemplateUser',
  'PVEUserAdmin',
  'PVEVMAdmin',
  'PVEVMUser',
];

/** pveum group add GROUPID. @throws Refusal */
export function groupAdd(words: Words): number {
  const id = words.operands[0] ?? '';
  const cfg = loadUserCfg();
  if (cfg.groups.has(id)) throw new Refusal(`create group failed: group '${id}' already exists`);
  cfg.groups.set(id, { members: [], comment: optionOf(words, 'comment') ?? '' });
  noteChange();
  saveUserCfg(cfg);
  return 0;
}

/** pveum group list. */
export function groupList(words: Words): number {
  const rows = [...loadUserCfg().groups].map(([groupid, { members, comment }]) => ({
    ...(comment !== '' && { comment }),
    groupid,
    users: members.join(','),
  }));
  return printRows(words, ['groupid', 'comment', 'users'], rows);
}

/** pveum role add ROLEID. @throws Refusal */
export function roleAdd(words: Words): number {
  const id = words.operands[0] ?? '';
  const cfg = loadUserCfg();
  if (cfg.roles.has(id) || builtInRoles.includes(id))
    throw new Refusal(`create role failed: role '${id}' already exists`);
  cfg.roles.set(id, (optionOf(words, 'privs') ?? '').split(/[,;\s]+/).filter(Boolean));
  noteChange();
  saveUserCfg(cfg);
  return 0;
}

/** pveum role list. */
export function roleList(words: Words): number {
  const own = [...loadUserCfg().roles].map(([roleid, privileges]) => ({
    privs: privileges.join(','),
    roleid,
    special: 0,
  }));
  const fixed = builtInRoles.map((roleid) => ({ privs: '', roleid, special: 1 }));
  return printRows(words, ['roleid', 'privs', 'special'], [...fixed, ...own]);
}
