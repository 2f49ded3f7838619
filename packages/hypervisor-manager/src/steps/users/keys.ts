import type { HostUser } from '@phoenix/shared-config';
import type { Operation } from '@phoenix/shared-runtime';
import { keysFile, type UserFacts } from './observe.ts';

/** Plans that the declared key may log in; all other keys stay. */
export function keyOperations(
  { username, ssh_public_key: key }: HostUser,
  { account, keys, ssh }: UserFacts,
): Operation[] {
  if (key === undefined) return [];
  const file = keysFile(username, account);
  const directory = file.slice(0, file.lastIndexOf('/'));
  const operations: Operation[] = [];
  const isThere = (keys ?? '').split('\n').some((line) => bareKey(line) === bareKey(key));
  const isOwn = ssh !== undefined && ssh.uid === account?.uid && (ssh.mode & 0o077) === 0;
  if (!isOwn)
    operations.push({
      id: 'ssh directory',
      cause:
        ssh === undefined ? `${directory} is not there` : `${directory} is not ${username}'s alone`,
      run: [
        'install',
        '--directory',
        `--owner=${username}`,
        `--group=${username}`,
        '--mode=0700',
        directory,
      ],
      effect: 'change',
      deadline: 60,
    });
  if (!isThere)
    operations.push(
      {
        id: 'ssh key',
        doing: `let the key of ${username} log in`,
        cause: `${file} has not got the declared key`,
        write: file,
        content: `${withEnd(keys ?? '')}${key}\n`,
        mode: 0o600,
        keep: true,
      },
      {
        id: 'ssh owner',
        cause: `${file} belongs to ${username}`,
        run: ['chown', `${username}:`, file],
        effect: 'change',
        deadline: 60,
      },
    );
  return operations;
}

function withEnd(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

/** Kind and body of a key, without options in front and remark behind. */
function bareKey(line: string): string {
  const [, kind = '', body = ''] = /(?:^|\s)((?:ssh|ecdsa|sk)-[\w@.-]+)\s+(\S+)/.exec(line) ?? [];
  return kind === '' ? line.trim() || 'none' : `${kind} ${body}`;
}
