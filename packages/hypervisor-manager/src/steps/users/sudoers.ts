import type { HostUser } from '@phoenix/shared-config';
import type { Operation } from '@phoenix/shared-runtime';
import type { UsersFacts } from './observe.ts';
import { isOurSudoers, SUDOERS, sudoersOf } from './paths.ts';

const MODE = 0o440;

/**
 * The file that lets the user do everything by sudo, with its password. Files of ours for others,
 * or for this user when it may no more, are taken away.
 */
export function sudoOperations(
  declared: HostUser | undefined,
  { sudoers }: Pick<UsersFacts, 'sudoers'>,
): Operation[] {
  const wanted = declared?.sudo_access === true ? sudoersOf(declared.username) : undefined;
  const left = [...sudoers.keys()].filter((file) => isOurSudoers(file) && file !== wanted);
  return [
    ...left.map(
      (file): Operation => ({
        id: `no sudo ${file}`,
        doing: `take away ${SUDOERS}/${file}`,
        cause: `${SUDOERS}/${file} allows sudo, which is declared no more`,
        run: ['rm', '-f', `${SUDOERS}/${file}`],
        effect: 'change',
        deadline: 30,
      }),
    ),
    ...(declared === undefined || wanted === undefined ? [] : grant(declared, wanted, sudoers)),
  ];
}

function grant({ username }: HostUser, file: string, sudoers: UsersFacts['sudoers']): Operation[] {
  const content = `# Made by phoenix from users.sudo_access.\n${username} ALL=(ALL:ALL) ALL\n`;
  const there = sudoers.get(file);
  const causes = [
    ...(there === undefined ? [`${username} may not use sudo`] : []),
    ...(there !== undefined && there.text !== content ? [`${SUDOERS}/${file} was altered`] : []),
    ...(there !== undefined && there.mode !== MODE
      ? [`mode of ${SUDOERS}/${file} ${octal(there.mode)} -> ${octal(MODE)}`]
      : []),
  ];
  if (causes.length === 0) return [];
  return [
    {
      id: 'sudo',
      doing: `let ${username} use sudo`,
      cause: causes.join('; '),
      write: `${SUDOERS}/${file}`,
      content,
      mode: MODE,
      verify: ['visudo', '-c', '-f', '{}'],
    },
  ];
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}
