import type { HostUser } from '@phoenix/shared-config';
import type { Operation, PlanProblem, SecretProblem, SecretRead } from '@phoenix/shared-runtime';
import { ownGroup } from '../../look/accounts.ts';
import type { UsersFacts } from './observe.ts';

const SHELL = '/bin/bash';
const DEADLINE = 60;
/** Ids below are of the system itself and its services. */
const FIRST_UID = 1000;

type Facts = Pick<UsersFacts, 'account' | 'groupExists' | 'shadow' | 'hash'>;

/** What stands in the way of the account. */
export function accountProblems({ username }: HostUser, { account, hash }: Facts) {
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
  const wrong = hash === undefined ? undefined : whyNot(hash);
  if (wrong !== undefined)
    problems.push({
      message: `cannot set the password of ${username}: ${wrong.why}`,
      hint: wrong.hint,
    });
  return problems;
}

/** The account itself: made with a home, or given the shell and the password that are declared. */
export function accountOperations({ username }: HostUser, facts: Facts): Operation[] {
  const { account, groupExists, shadow, hash } = facts;
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
  if (hash?.value !== undefined && shadow !== hash.value)
    operations.push({
      ...base,
      id: 'password',
      doing: `set the password of ${username}`,
      cause: `the password of ${username} is not the declared one`,
      run: ['chpasswd', '-e'],
      input: `${username}:${hash.value}\n`,
    });
  return operations;
}

function whyNot({ value, problem }: SecretRead): SecretProblem | undefined {
  if (value === undefined || isHash(value)) return problem;
  return {
    why: 'users.password_hash is no hash of a password',
    hint: 'openssl passwd -6 makes one',
  };
}

/** A hash as crypt(5) has it, or a locked password. */
function isHash(text: string): boolean {
  return /^!?\$[^\s:]+\$[^\s:]+$|^[!*]$/.test(text);
}
