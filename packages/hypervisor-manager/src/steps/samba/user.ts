import type { HypervisorConfig } from '@phoenix/shared-config';
import type { Operation, PlanProblem } from '@phoenix/shared-runtime';
import { ownGroup } from '../../look/accounts.ts';
import type { SambaFacts } from './observe.ts';

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

/** The password of the user in Samba: set where there is none and one is declared. */
export function passwordOperations(
  { samba: { user } }: Config,
  { known, password }: SambaFacts,
): Operation[] {
  const secret = firstLine(password);
  if (user === undefined || known.has(user) || secret === undefined) return [];
  return [
    {
      id: 'password',
      doing: `set the Samba password of ${user}`,
      cause: `${user} has no password in Samba`,
      run: ['smbpasswd', '-a', '-s', user],
      input: `${secret}\n${secret}\n`,
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

/** smbpasswd reads a line. */
function firstLine(password: SambaFacts['password']): string | undefined {
  return password?.value?.split(/\r?\n/, 1)[0] || undefined;
}

/** Why the password cannot be set, as long as it is needed. */
export function userProblems({ samba: { user } }: Config, facts: SambaFacts): PlanProblem[] {
  const { password, known } = facts;
  if (user === undefined || password === undefined || known.has(user)) return [];
  const { why, hint } = password.problem ?? {
    why: 'its first line is empty',
    hint: 'write the password into the first line',
  };
  if (firstLine(password) !== undefined) return [];
  return [{ message: `cannot set the Samba password of ${user}: ${why}`, hint }];
}

/** Who cannot use the shares yet, with what to type. */
export function userNotes({ samba }: Config, { known, strangers }: SambaFacts): string[] {
  const { user, shares } = samba;
  const ours = samba.password === undefined ? undefined : user;
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
