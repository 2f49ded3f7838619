import { type Account, accountOf, isInGroup } from '../../look/accounts.ts';
import type { Declaration, Look } from '../../setup/step.ts';
import { hasRole, type PveUser, pveUser } from './pve-users.ts';

/** What the step looks at. */
export interface UserFacts {
  readonly account: Account | undefined;
  /** Hash of the password as /etc/shadow has it. */
  readonly hash: string | undefined;
  readonly isSudoer: boolean;
  /** Text of our own rule for sudo. */
  readonly rule: string | undefined;
  /** Text of the file of keys, and who owns its directory. */
  readonly keys: string | undefined;
  readonly ssh: { readonly uid: number; readonly mode: number } | undefined;
  readonly pve: PveUser | undefined;
  readonly isAdministrator: boolean;
}

/** Our own rule for sudo; a name with a dot would not be read. */
export function ruleFile(username: string): string {
  return `/etc/sudoers.d/phoenix_${username}`;
}

/** Where an account keeps the keys that may log in; new accounts live below /home. */
export function keysFile(username: string, account: Account | undefined): string {
  return `${account?.home ?? `/home/${username}`}/.ssh/authorized_keys`;
}

export async function observe(
  host: Look,
  { config: { users } }: Pick<Declaration, 'config'>,
): Promise<UserFacts> {
  const name = users?.username ?? '';
  const account = accountOf(host, name);
  const keys = keysFile(name, account);
  const cfg = host.read('/etc/pve/user.cfg') ?? '';
  const shadow = (host.read('/etc/shadow') ?? '').split('\n');
  return {
    account,
    hash: shadow.find((line) => line.startsWith(`${name}:`))?.split(':')[1],
    isSudoer: isInGroup(host, name, 'sudo'),
    rule: host.read(ruleFile(name)),
    keys: host.read(keys),
    ssh: host.info(keys.slice(0, keys.lastIndexOf('/'))),
    pve: pveUser(cfg, `${name}@pam`),
    isAdministrator: hasRole(cfg, `${name}@pam`, '/', 'Administrator'),
  };
}
