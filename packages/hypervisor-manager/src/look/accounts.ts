import type { Look } from '../setup/step.ts';

/** An account of the host. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
  readonly shell: string;
}

/** An account by its name, out of /etc/passwd; undefined when there is none. */
export function accountOf(host: Pick<Look, 'read'>, name: string): Account | undefined {
  const line = (host.read('/etc/passwd') ?? '')
    .split('\n')
    .find((one) => one.startsWith(`${name}:`));
  if (line === undefined) return undefined;
  const [, , uid, gid, , home = '', shell = ''] = line.split(':');
  return { uid: Number(uid), gid: Number(gid), home, shell };
}

/** Whether an account belongs to a group, out of /etc/group. */
export function isInGroup(host: Pick<Look, 'read'>, name: string, group: string): boolean {
  const line = (host.read('/etc/group') ?? '')
    .split('\n')
    .find((one) => one.startsWith(`${group}:`));
  return line?.split(':')[3]?.split(',').includes(name) === true;
}
