import type { FileInfo, Operation, PlanProblem } from '@phoenix/shared-runtime';
import { blockIn } from '@phoenix/shared-runtime';
import type { Account } from '../../look/accounts.ts';
import type { SshFacts } from './observe.ts';

const BLOCK = 'users';
const DIRECTORY_MODE = 0o700;
const FILE_MODE = 0o600;
const KEY = /(?:^|\s)((?:ssh|ecdsa|sk)-[\w@.-]+\s+[A-Za-z0-9+/]+=*)(?:\s|$)/;

type Owner = Pick<Account, 'name' | 'uid' | 'home'>;

/** A user that `useradd` is to make before: where it will live; its number is not known yet. */
export function newcomer(name: string): Owner {
  return { name, uid: Number.NaN, home: name === 'root' ? '/root' : `/home/${name}` };
}

/** What is wrong with a line that is declared for authorized_keys, or with where it is to go. */
export function keyProblems(line: string | undefined, home: string, ssh: SshFacts): PlanProblem[] {
  if (line === undefined) return [];
  if (!KEY.test(line))
    return [
      {
        message:
          'cannot let the user in by key: users.ssh_public_key is no line of authorized_keys',
        hint: 'it looks like "ssh-ed25519 AAAA... name": cat ~/.ssh/id_ed25519.pub shows yours',
      },
    ];
  const strange = [
    ...(isOther(ssh.directory, 'directory') ? [`${home}/.ssh`] : []),
    ...(isOther(ssh.file, 'file') ? [`${home}/.ssh/authorized_keys`] : []),
  ];
  return strange.map((path) => ({
    message: `cannot add the key: ${path} is a link, or of another kind than it should be`,
    hint: `see what it is: ls -ld ${path}`,
  }));
}

/**
 * The declared key in a block of ~/.ssh/authorized_keys, all other lines as they are; none is added
 * where the key is there already. Both files belong to the user alone, or sshd would not read them.
 */
export function sshOperations(
  line: string | undefined,
  { name, uid, home }: Owner,
  { home: there, directory, file, keys }: SshFacts,
): Operation[] {
  const folder = `${home}/.ssh`;
  const path = `${folder}/authorized_keys`;
  const block = blockIn(keys, BLOCK);
  const lines = line === undefined || isThere(line, keys, block) ? [] : [line.trim()];
  const isChanged = (block ?? []).join('\n') !== lines.join('\n');
  if (line === undefined && !isChanged) return [];
  const isOf = (info: FileInfo | undefined, whose: string) =>
    info === undefined || info.uid === uid ? [] : [`${whose} has to belong to ${name}`];
  const fileCauses = [
    ...(isChanged ? [keyCause(block, lines, name)] : []),
    ...modeCause(path, file, FILE_MODE),
    ...isOf(file, path),
  ];
  const folderCauses =
    directory === undefined
      ? [`${folder} is not there`]
      : [...modeCause(folder, directory, DIRECTORY_MODE), ...isOf(directory, folder)];
  return [
    ...(there === undefined && !Number.isNaN(uid) ? [makeHome(home, name)] : []),
    ...(folderCauses.length === 0 ? [] : [makeFolder(folder, name, folderCauses)]),
    ...(fileCauses.length === 0 ? [] : [writeKeys(path, name, lines, fileCauses)]),
  ];
}

function isOther(info: FileInfo | undefined, kind: FileInfo['kind']): boolean {
  return info !== undefined && info.kind !== kind;
}

/** Whether another line than ours has the same key and no restrictions of its own. */
function isThere(line: string, keys: string, block: readonly string[] | undefined): boolean {
  const wanted = KEY.exec(line)?.[1] ?? line;
  const others = keys.split('\n').filter((one) => block?.includes(one) !== true);
  return others.some(
    (one) => one.trim() === line.trim() || one.startsWith(`${wanted} `) || one === wanted,
  );
}

function keyCause(block: readonly string[] | undefined, lines: readonly string[], name: string) {
  if (lines.length === 0)
    return 'the key of Phoenix is declared no more, or there is one beside it';
  return block === undefined
    ? `the declared key does not let ${name} in`
    : 'another key is declared';
}

function modeCause(path: string, info: FileInfo | undefined, mode: number): string[] {
  if (info === undefined || info.mode === mode) return [];
  return [`mode of ${path} ${octal(info.mode)} -> ${octal(mode)}`];
}

function makeHome(home: string, name: string): Operation {
  const directory = { mode: 0o700, owner: name };
  return { id: 'home', cause: `${home} of ${name} is not there`, write: home, directory };
}

function makeFolder(folder: string, name: string, causes: readonly string[]): Operation {
  const directory = { mode: DIRECTORY_MODE, owner: name };
  return { id: 'ssh', cause: causes.join('; '), write: folder, directory };
}

function writeKeys(
  path: string,
  name: string,
  lines: readonly string[],
  causes: readonly string[],
): Operation {
  const block = { name: BLOCK, lines };
  const file = { mode: FILE_MODE, owner: name, keep: true } as const;
  return { id: 'key', cause: causes.join('; '), write: path, block, ...file };
}
function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}
