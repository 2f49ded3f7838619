import type { HostUser } from '@phoenix/shared-config';
import type { StepDraft } from '../../setup/step.ts';
import { accountOperations, accountProblems } from './account.ts';
import type { UsersFacts } from './observe.ts';
import { proxmoxOperations } from './proxmox.ts';
import { keyProblems, newcomer, sshOperations } from './ssh.ts';
import { sudoOperations } from './sudoers.ts';

/** Plans the administrator of the host: account, password, sudo, key, and its rights in Proxmox. */
export function plan(
  { config: { users } }: { config: { users?: HostUser } },
  facts: UsersFacts,
): StepDraft {
  if (users === undefined) return { operations: sudoOperations(users, facts) };
  const { username, ssh_public_key: key } = users;
  const owner = facts.account ?? newcomer(username);
  return {
    operations: [
      ...accountOperations(users, facts),
      ...sudoOperations(users, facts),
      ...sshOperations(key, owner, facts.ssh),
      // root has every right there is.
      ...(username === 'root' ? [] : proxmoxOperations(`${username}@pam`, facts.pve, facts.now)),
    ],
    notes: notesOf(users, facts),
    problems: [...accountProblems(users, facts), ...keyProblems(key, owner.home, facts.ssh)],
  };
}

function notesOf(users: HostUser, { account, shadow, hash }: UsersFacts): string[] {
  const { username, sudo_access: sudo, ssh_public_key: key } = users;
  const hasPassword = (hash?.value ?? shadow)?.startsWith('$') === true;
  return [
    ...(hasPassword || username === 'root'
      ? []
      : [
          `${username} has no password, which sudo and Proxmox ask for: type passwd ${username}, or declare password_hash`,
        ]),
    ...(!hasPassword && key === undefined && username !== 'root'
      ? [`${username} has neither password nor key, and cannot log in`]
      : []),
    ...(!sudo && account?.memberOf.includes('sudo') === true
      ? [
          `${username} is in the group sudo, which Phoenix did not do: gpasswd -d ${username} sudo takes that away`,
        ]
      : []),
  ];
}
