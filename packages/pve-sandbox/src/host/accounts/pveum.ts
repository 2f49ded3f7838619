import { Refusal } from '../../state/refusal.ts';
import { err } from '../../state/talk.ts';
import { readOptions, type Words } from '../read-options.ts';
import { aclList, aclModify } from './pveum-acl.ts';
import { groupAdd, groupList, roleAdd, roleList } from './pveum-group.ts';
import { passwd, userAdd, userDelete, userList, userModify } from './pveum-user.ts';

type Handler = (words: Words) => number | Promise<number>;

const handlers: Record<string, Handler> = {
  'user add': userAdd,
  'user modify': userModify,
  'user delete': userDelete,
  'user list': userList,
  'acl modify': (words) => aclModify(words, false),
  'acl delete': (words) => aclModify(words, true),
  'acl list': aclList,
  'group add': groupAdd,
  'group list': groupList,
  'role add': roleAdd,
  'role list': roleList,
};

const older: Record<string, string> = {
  useradd: 'user add',
  usermod: 'user modify',
  userdel: 'user delete',
  aclmod: 'acl modify',
  acldel: 'acl delete',
  groupadd: 'group add',
  roleadd: 'role add',
};

/** pveum, for users, groups, roles and the access list in /etc/pve/user.cfg. */
export async function pveum(args: readonly string[]): Promise<number> {
  const [first = '', second = ''] = args;
  if (first === 'passwd') return await passwd(words(args.slice(1)));
  const name = older[first] ?? `${first} ${second}`;
  const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
  if (handler === undefined) {
    err(`ERROR: unknown command 'pveum ${[first, second].join(' ').trim()}'\n`);
    return 255;
  }
  try {
    return await handler(words(args.slice(first in older ? 1 : 2)));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    err(`${error.message}\n`);
    return error.exit;
  }
}

/** Long options may have one dash; all of these take a value. */
function words(args: readonly string[]): Words {
  const long = args.map((word) => word.replace(/^-(?=[a-z][\w-]+)/, '--'));
  const names = long.flatMap((word) => /^--([\w-]+)/.exec(word)?.[1] ?? []);
  return readOptions(long, names);
}
