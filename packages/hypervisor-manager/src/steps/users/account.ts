import type { HostUser } from '@phoenix/shared-config';
import type { Operation, PlanProblem } from '@phoenix/shared-runtime';
import { ownGroup } from '../../look/accounts.ts';
import type { UsersFacts } from './observe.ts';

const SHELL = '/bin/bash';
const DEADLINE = 60;
/** Ids below are of the system itself and its services. */
const FIRST_UID = 1000;

type Facts = Pick<UsersFacts, 'account' | 'groupExists' | 'shadow'>;

/** What stands in the way of the account. */
export function accountProblems({ username, password_hash }: HostUser, { account }: Facts) {
  const problems: PlanProblem[] = [];
  const isService =
    account !== undefined &&
    account.uid !== 0 &&
    account.uid < FIRST_UID &&
    /\/(?:nologin|false)$/.test(account.shell);
  if (isService)
    problems.push({
      message: `cannot make ${username} the administrator: it is an account of the system (id ${account.uid}) that nobody logs in with`,
      hint: 'declare another name in users.username',
    });
  if (password_hash !== undefined && !isHash(password_hash))
    problems.push({
      message: `cannot set the password of ${username}: users.password_hash is no hash of a password`,
      hint: 'openssl passwd -6 makes one',
    });
  return problems;
}

/** The account itself: made with a home, or given the shell and the password that are declared. */
export function accountOperations(
  { username, password_hash }: HostUser,
  facts: Facts,
): Operation[] {
  const { account, groupExists, shadow } = facts;
  const base = { effect: 'change', deadline: DEADLINE } as const;
  const operations: Operation[] = [];
  if (account === undefined) {
    const words = ['--create-home', '--shell', SHELL, ...ownGroup(username, groupExists)];
    operations.push({
      ...base,
      id: 'account',
      doing: `make the account ${username}`,
      cause: `there is no account ${username}`,
      run: ['useradd', ...words, username],
    });
  } else if (account.shell !== SHELL)
    operations.push({
      ...base,
      id: 'shell',
      doing: `give ${username} its shell`,
      cause: `shell of ${username} ${account.shell || 'unset'} -> ${SHELL}`,
      run: ['usermod', '--shell', SHELL, username],
    });
  if (password_hash !== undefined && shadow !== password_hash)
    operations.push({
      ...base,
      id: 'password',
      doing: `set the password of ${username}`,
      cause: `the password of ${username} is not the declared one`,
      run: ['chpasswd', '-e'],
      input: `${username}:${password_hash}\n`,
    });
  return operations;
}

/** A hash as crypt(5) has it, or a locked password. */
function isHash(text: string): boolean {
  return /^!?\$[^\s:]+\$[^\s:]+$|^[!*]$/.test(text);
}
