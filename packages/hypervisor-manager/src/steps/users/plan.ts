import type { HostUser, HypervisorConfig } from '@phoenix/shared-config';
import type { Operation, RunOperation } from '@phoenix/shared-runtime';
import type { StepDraft } from '../../setup/step.ts';
import { keyOperations } from './keys.ts';
import { ruleFile, type UserFacts } from './observe.ts';

const SHELL = '/bin/bash';

/** Plans the administrator: account, password, sudo, key, and the same in Proxmox. */
export function plan(
  { config }: { config: Pick<HypervisorConfig, 'users'> },
  facts: UserFacts,
): StepDraft {
  const { users } = config;
  if (users === undefined) return { operations: [] };
  return {
    operations: [
      ...accountOperations(users, facts),
      ...sudoOperations(users, facts),
      ...keyOperations(users, facts),
      ...proxmoxOperations(users, facts),
    ],
    notes: notesOf(users, facts),
  };
}

function accountOperations({ username, password_hash }: HostUser, facts: UserFacts): Operation[] {
  const { account, hash } = facts;
  const operations: Operation[] = [];
  if (account === undefined)
    operations.push(
      run('account', `make the account ${username}`, `there is no account ${username}`, [
        'useradd',
        '--create-home',
        '--shell',
        SHELL,
        username,
      ]),
    );
  else if (account.shell !== SHELL)
    operations.push(
      run('shell', `change the shell of ${username}`, `shell ${account.shell} -> ${SHELL}`, [
        'usermod',
        '--shell',
        SHELL,
        username,
      ]),
    );
  if (password_hash !== undefined && hash !== password_hash)
    operations.push({
      ...run('password', `set the password of ${username}`, 'its hash is not the declared one', [
        'chpasswd',
        '--encrypted',
      ]),
      input: `${username}:${password_hash}\n`,
    });
  return operations;
}

function sudoOperations({ username, sudo_access }: HostUser, facts: UserFacts): Operation[] {
  const { isSudoer, rule } = facts;
  const content = `# Made by phoenix setup.\n${username} ALL=(ALL:ALL) ALL\n`;
  const withdrawn = '# Made by phoenix setup: sudo_access is false.\n';
  if (!sudo_access)
    return rule === undefined || rule === withdrawn
      ? []
      : [writeRule(username, withdrawn, 'sudo_access true -> false')];
  return [
    ...(isSudoer
      ? []
      : [
          run(
            'group',
            `put ${username} into the group sudo`,
            `${username} is not in the group sudo`,
            ['usermod', '--append', '--groups', 'sudo', username],
          ),
        ]),
    ...(rule === content
      ? []
      : [
          writeRule(
            username,
            content,
            rule === undefined ? 'there is no rule for sudo' : 'the rule for sudo differs',
          ),
        ]),
  ];
}

function writeRule(username: string, content: string, cause: string): Operation {
  return {
    id: 'sudo',
    doing: `write the rule of sudo for ${username}`,
    cause,
    write: ruleFile(username),
    content,
    mode: 0o440,
    verify: ['visudo', '-c', '-f', '{}'],
  };
}

function proxmoxOperations(
  { username }: HostUser,
  { pve, isAdministrator }: UserFacts,
): Operation[] {
  const id = `${username}@pam`;
  const operations: Operation[] = [];
  if (pve === undefined)
    operations.push(
      run('pve user', `add ${id} to Proxmox`, `Proxmox does not know ${id}`, [
        'pveum',
        'user',
        'add',
        id,
      ]),
    );
  else if (!pve.enabled || pve.expires !== 0)
    operations.push(
      run(
        'pve user',
        `enable ${id} in Proxmox`,
        pve.enabled ? 'it expires -> never' : 'disabled -> enabled',
        ['pveum', 'user', 'modify', id, '--enable', '1', '--expire', '0'],
      ),
    );
  if (!isAdministrator)
    operations.push(
      run('pve role', `make ${id} an administrator of Proxmox`, `${id} is no Administrator of /`, [
        'pveum',
        'acl',
        'modify',
        '/',
        '--users',
        id,
        '--roles',
        'Administrator',
      ]),
    );
  return operations;
}

function notesOf({ username, password_hash, sudo_access }: HostUser, facts: UserFacts): string[] {
  const { account, hash, isSudoer } = facts;
  const notes: string[] = [];
  const isLocked = account === undefined || hash === undefined || /^[!*]/.test(hash);
  if (password_hash === undefined && isLocked)
    notes.push(
      `${username} has no password, and cannot log in to the web interface: passwd ${username} sets one, or declare users.password_hash`,
    );
  if (!sudo_access && isSudoer)
    notes.push(
      `${username} is in the group sudo, declared is no sudo_access: gpasswd --delete ${username} sudo takes it out`,
    );
  return notes;
}

function run(
  id: string,
  doing: string,
  cause: string,
  argv: readonly [string, ...string[]],
): RunOperation {
  return { id, doing, cause, run: argv, effect: 'change', deadline: 60, retryLocks: true };
}
