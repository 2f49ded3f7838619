import { dirname } from 'node:path';
import type { Declared } from '@phoenix/shared-config';
import { type FileInfo, readSecret, type SecretRead } from '@phoenix/shared-runtime';
import { type Account, accountOf, hasGroup, shadowOf } from '../../look/accounts.ts';
import type { Declaration, Look } from '../../setup/step.ts';
import { isOurSudoers, SUDOERS } from './paths.ts';
import { type PveFacts, parseUserCfg } from './user-cfg.ts';

/** A fragment of sudoers that is ours. */
interface Fragment {
  readonly text: string;
  readonly mode: number;
}

/** What there is of the user's ~/.ssh. */
export interface SshFacts {
  readonly home: FileInfo | undefined;
  readonly directory: FileInfo | undefined;
  readonly file: FileInfo | undefined;
  /** Text of authorized_keys. */
  readonly keys: string;
}

/** What the step looks at; all but `sudoers` is of the declared user. */
export interface UsersFacts {
  readonly account: Account | undefined;
  readonly groupExists: boolean;
  /** Hash of the declared password. */
  readonly hash: SecretRead | undefined;
  /** Hash of the password now. */
  readonly shadow: string | undefined;
  /** Our fragments by name. */
  readonly sudoers: ReadonlyMap<string, Fragment>;
  readonly ssh: SshFacts;
  readonly pve: PveFacts;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const NOTHING = { home: undefined, directory: undefined, file: undefined, keys: '' };

export async function observe(
  host: Look,
  {
    config: { users },
    declared: { files },
  }: Pick<Declaration, 'config'> & {
    declared: Pick<Declared, 'files'>;
  },
): Promise<UsersFacts> {
  const name = users?.username ?? '';
  const account = accountOf(host, name);
  return {
    account,
    groupExists: hasGroup(host, name),
    hash:
      users?.password_hash === undefined
        ? undefined
        : readSecret(host, users.password_hash, dirname(files.hypervisor)),
    shadow: shadowOf(host, name),
    sudoers: new Map(
      host
        .list(SUDOERS)
        .filter(isOurSudoers)
        .map((file) => fragment(host, file)),
    ),
    ssh: account === undefined ? NOTHING : sshOf(host, account.home),
    pve: parseUserCfg(host.read('/etc/pve/user.cfg') ?? '', `${name}@pam`),
    now: host.now(),
  };
}

function fragment(host: Look, name: string): [string, Fragment] {
  const path = `${SUDOERS}/${name}`;
  return [name, { text: host.read(path) ?? '', mode: host.info(path)?.mode ?? 0 }];
}

function sshOf(host: Look, home: string): SshFacts {
  const directory = host.info(`${home}/.ssh`);
  const path = `${home}/.ssh/authorized_keys`;
  const file = directory?.kind === 'directory' ? host.info(path) : undefined;
  const keys = file?.kind === 'file' ? (host.read(path) ?? '') : '';
  return { home: host.info(home), directory, file, keys };
}
