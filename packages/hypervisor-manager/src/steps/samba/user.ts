import type { HypervisorConfig } from '@phoenix/shared-config';
import type { Operation, PlanProblem } from '@phoenix/shared-runtime';
import { ownGroup } from '../../look/accounts.ts';
import type { SambaFacts } from './observe.ts';
import { passwordProblems } from './password.ts';

type Config = Pick<HypervisorConfig, 'samba' | 'users'>;

const DEADLINE = 60;

/** An account that nobody logs in with, for the shares to belong to; the step users makes its own. */
export function accountOperations(
  { samba: { user }, users }: Config,
  { account, groupExists }: SambaFacts,
): Operation[] {
  if (user === undefined || account !== undefined || user === users?.username) return [];
  const words = ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin'];
  return [
    {
      id: 'account',
      doing: `make the account ${user}`,
      cause: `there is no account ${user}`,
      run: ['useradd', ...words, ...ownGroup(user, groupExists), user],
      effect: 'change',
      deadline: DEADLINE,
    },
  ];
}

/** The password of the user in Samba: set where there is none and the file has one. */
export function passwordOperations(
  { samba: { user } }: Config,
  { known, password }: SambaFacts,
): Operation[] {
  if (user === undefined || known.has(user) || !password?.password) return [];
  return [
    {
      id: 'password',
      doing: `set the Samba password of ${user}`,
      cause: `${user} has no password in Samba`,
      run: ['smbpasswd', '-a', '-s', user],
      input: `${password.password}\n${password.password}\n`,
      effect: 'change',
      deadline: DEADLINE,
      meanings: [
        {
          says: 'Failed to add entry for user',
          means: `there is no account ${user}`,
          hint: 'the step users makes it: phoenix setup --only users,samba',
        },
      ],
    },
  ];
}

/** What is wrong with the password file, as long as it is needed. */
export function userProblems({ samba: { user } }: Config, facts: SambaFacts): PlanProblem[] {
  const { password, known } = facts;
  if (user === undefined || password === undefined || known.has(user)) return [];
  return passwordProblems(password, user);
}

/** Who cannot use the shares yet, with what to type. */
export function userNotes({ samba }: Config, { known, password, strangers }: SambaFacts): string[] {
  const { user, shares } = samba;
  const ours = password === undefined ? undefined : user;
  const named = shares.flatMap((share) => share.valid_users).filter((name) => !/^@/.test(name));
  const people = [...new Set([...(user === undefined ? [] : [user]), ...named])];
  return people
    .filter((name) => !known.has(name) && name !== ours)
    .map((name) =>
      strangers.includes(name) && name !== user
        ? `${name} may use a share, and has no account on the host`
        : `${name} has no password in Samba: type smbpasswd -a ${name}`,
    );
}
