import type { Look } from '../setup/step.ts';

/** An account of the system. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
  readonly shell: string;
  /** Name of its own group; the number where that has none. */
  readonly group: string;
  /** Ids of all groups that it is in. */
  readonly gids: readonly number[];
  /** Names of groups that list it as a member. */
  readonly memberOf: readonly string[];
}

interface Group {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

/** The account of that name in /etc/passwd; undefined when there is none. */
export function accountOf(host: Pick<Look, 'read'>, name: string): Account | undefined {
  const fields = fieldsOf(host.read('/etc/passwd'), name);
  if (fields === undefined) return undefined;
  const [, , uid, gid, , home = '', shell = ''] = fields;
  const groups = groupsOf(host);
  const own = groups.find((group) => group.gid === Number(gid));
  const member = groups.filter(({ members }) => members.includes(name));
  return {
    name,
    uid: Number(uid),
    gid: Number(gid),
    home,
    shell,
    group: own?.name ?? String(gid),
    gids: [Number(gid), ...member.map((group) => group.gid)],
    memberOf: member.map((group) => group.name),
  };
}

/** Whether there is a group of that name. */
export function hasGroup(host: Pick<Look, 'read'>, name: string): boolean {
  return groupsOf(host).some((group) => group.name === name);
}

/** The hash of an account's password, as /etc/shadow has it. */
export function shadowOf(host: Pick<Look, 'read'>, name: string): string | undefined {
  return fieldsOf(host.read('/etc/shadow'), name)?.[1];
}

/** The words of `useradd` for the group of a new account: a group of its name may be there already. */
export function ownGroup(name: string, groupExists: boolean): readonly string[] {
  return groupExists ? ['--gid', name] : ['--user-group'];
}

function groupsOf(host: Pick<Look, 'read'>): Group[] {
  return rowsOf(host.read('/etc/group')).map(([name = '', , gid, members = '']) => ({
    name,
    gid: Number(gid),
    members: members.split(',').filter(Boolean),
  }));
}

function fieldsOf(text: string | undefined, name: string): string[] | undefined {
  return rowsOf(text).find(([first]) => first === name);
}

function rowsOf(text = ''): string[][] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(':'));
}
