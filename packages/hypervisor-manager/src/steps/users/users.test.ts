import type { HostUser } from '@phoenix/shared-config';
import { fakeHost } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import type { Look } from '../../setup/step.ts';
import { draftLines } from '../../test-support/draft-lines.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';

const KEY = 'ssh-ed25519 AAAAC3Nz heads@lab';
const HASH = '$6$salt$hash';
const declared = {
  files: { hypervisor: '/p/etc/host.json', lxc: '/p/etc/lxc.json', vm: '/p/etc/vm.json' },
};
const heads: HostUser = {
  username: 'heads',
  password_hash: HASH,
  sudo_access: true,
  ssh_public_key: KEY,
};
const SUDOERS = '/etc/sudoers.d/phoenix_heads';
const KEYS = '/home/heads/.ssh/authorized_keys';
const FILES = {
  '/etc/passwd': 'root:x:0:0::/root:/bin/bash\nheads:x:1000:1000::/home/heads:/bin/bash\n',
  '/etc/group': 'root:x:0:\nsudo:x:27:\nheads:x:1000:\n',
  '/etc/shadow': `heads:${HASH}:20000:0:99999:7:::\n`,
  [SUDOERS]: '# Made by phoenix from users.sudo_access.\nheads ALL=(ALL:ALL) ALL\n',
  [KEYS]: `ssh-rsa AAAAother me\n# phoenix users begin: what is between these lines is made\n${KEY}\n# phoenix users end\n`,
  '/etc/pve/user.cfg':
    'user:root@pam:1:0::::::\nuser:heads@pam:1:0::::::\n\nacl:1:/:heads@pam,ops@pve:Administrator:\n',
};
const MODES: Record<string, [mode: number, uid: number]> = {
  [SUDOERS]: [0o440, 0],
  [KEYS]: [0o600, 1000],
  '/home/heads/.ssh': [0o700, 1000],
  '/p/etc/hash': [0o600, 0],
};

/** A host with these files, each with its mode and owner. */
function look(files: Record<string, string | undefined>, modes: typeof MODES = {}): Look {
  const kept = Object.entries({ ...FILES, ...files }).flatMap(([path, text]) =>
    text === undefined ? [] : [[path, text] as const],
  );
  const host = fakeHost({ files: Object.fromEntries(kept) });
  return {
    ...host,
    info(path) {
      const info = host.info(path);
      const [mode, uid] = { ...MODES, ...modes }[path] ?? [info?.mode ?? 0, info?.uid ?? 0];
      return info && { ...info, mode, uid };
    },
  };
}

async function say(
  files: Record<string, string | undefined>,
  users: HostUser | undefined = heads,
  modes: typeof MODES = {},
): Promise<string[]> {
  const config = { users } as Parameters<typeof observe>[1]['config'];
  return draftLines(plan({ config }, await observe(look(files, modes), { config, declared })));
}

const none = Object.fromEntries(Object.keys(FILES).map((path) => [path, undefined]));
const FROM_BARE = [
  'there is no account heads: useradd --create-home --shell /bin/bash --user-group heads',
  'the password of heads is not the declared one: chpasswd -e',
  `heads may not use sudo: ${SUDOERS}`,
  '/home/heads/.ssh is not there: /home/heads/.ssh',
  `the declared key does not let heads in: ${KEYS}`,
  'Proxmox has no user heads@pam: pveum user add heads@pam',
  'heads@pam is no Administrator of / in Proxmox: pveum acl modify / --users heads@pam --roles Administrator',
];

it('as declared, with the key of somebody else and the rights of another', async () => {
  expect(await say({})).toEqual([]);
});

it('all of it, from a bare host; a group of that name is taken', async () => {
  expect(await say(none)).toEqual(FROM_BARE);
  const [account] = await say({ ...none, '/etc/group': 'heads:x:500:\n' });
  expect(account).toBe(
    'there is no account heads: useradd --create-home --shell /bin/bash --gid heads heads',
  );
});

it('a run that was killed behind any of it goes on from there', async () => {
  const account = { ...none, '/etc/passwd': FILES['/etc/passwd'] };
  expect(await say(account)).toEqual([
    ...FROM_BARE.slice(1, 3),
    '/home/heads of heads is not there: /home/heads',
    ...FROM_BARE.slice(3),
  ]);
  const unowned = { [KEYS]: [0o600, 0], '/home/heads/.ssh': [0o700, 0] } as typeof MODES;
  expect(await say({}, heads, unowned)).toEqual([
    '/home/heads/.ssh has to belong to heads: /home/heads/.ssh',
    `${KEYS} has to belong to heads: ${KEYS}`,
  ]);
});

it.each<[string, Record<string, string | undefined>, typeof MODES, string[]]>([
  [
    'the shell',
    { '/etc/passwd': 'heads:x:1000:1000::/home/heads:/usr/sbin/nologin\n' },
    {},
    ['shell of heads /usr/sbin/nologin -> /bin/bash: usermod --shell /bin/bash heads'],
  ],
  [
    'the password',
    { '/etc/shadow': 'heads:!$6$salt$hash:1::::::\n' },
    {},
    ['the password of heads is not the declared one: chpasswd -e'],
  ],
  [
    'the sudoers file',
    { [SUDOERS]: 'heads ALL=(ALL) ALL\n' },
    {},
    [`${SUDOERS} was altered: ${SUDOERS}`],
  ],
  ['its mode', {}, { [SUDOERS]: [0o644, 0] }, [`mode of ${SUDOERS} 0644 -> 0440: ${SUDOERS}`]],
  [
    'the key',
    { [KEYS]: 'ssh-rsa AAAAother me\n' },
    {},
    [`the declared key does not let heads in: ${KEYS}`],
  ],
  [
    'the key, where there is another one of its type',
    { [KEYS]: 'ssh-ed25519 AAAAother me\n' },
    {},
    [`the declared key does not let heads in: ${KEYS}`],
  ],
  ['the key, without a name', { [KEYS]: 'ssh-ed25519 AAAAC3Nz\n' }, {}, []],
  ['the key, put there by hand', { [KEYS]: `${KEY} of mine\n` }, {}, []],
  [
    'the same key with restrictions',
    { [KEYS]: `command="true" ${KEY}\n` },
    {},
    [`the declared key does not let heads in: ${KEYS}`],
  ],
  [
    'modes',
    {},
    { [KEYS]: [0o664, 1000], '/home/heads/.ssh': [0o755, 1000] },
    [
      'mode of /home/heads/.ssh 0755 -> 0700: /home/heads/.ssh',
      `mode of ${KEYS} 0664 -> 0600: ${KEYS}`,
    ],
  ],
  [
    'disabled and expired in Proxmox',
    {
      '/etc/pve/user.cfg':
        'user:heads@pam:0:1700000000::::::\nacl:0:/:heads@pam:Administrator:\nacl:1:/vms:heads@pam:Administrator:\n',
    },
    {},
    [
      'heads@pam is disabled in Proxmox; heads@pam has expired in Proxmox: pveum user modify heads@pam --enable 1 --expire 0',
      FROM_BARE[6] ?? '',
    ],
  ],
  [
    'disabled in Proxmox, unlike those before it',
    {
      '/etc/pve/user.cfg':
        'user:root@pam:1:0::::::\nuser:heads@pve:1:0::::::\nuser:heads@pam:0:0::::::\nacl:1:/:heads@pam:Administrator:\n',
    },
    {},
    ['heads@pam is disabled in Proxmox: pveum user modify heads@pam --enable 1'],
  ],
  [
    'an end that is still to come',
    {
      '/etc/pve/user.cfg': 'user:heads@pam:1:4000000000::::::\nacl:1:/:heads@pam:Administrator:\n',
    },
    {},
    [],
  ],
])('altered by hand: %s', async (_, files, modes, expected) => {
  expect(await say(files, heads, modes)).toEqual(expected);
});

it.each([
  ['without a name', 'ssh-ed25519 AAAAC3Nz', ''],
  ['with more blanks than one', 'ssh-ed25519   AAAAC3Nz heads', ''],
  ['with restrictions of its own', `from="10.0.0.1" ${KEY}`, ''],
  [
    'with restrictions, put there by hand',
    ` from="10.0.0.1" ${KEY} `,
    `\tfrom="10.0.0.1" ${KEY}\t\n`,
  ],
])('a key may be declared %s', async (_, ssh_public_key, there) => {
  const expected = there === '' ? [`the declared key does not let heads in: ${KEYS}`] : [];
  const users = { ...heads, ssh_public_key };
  expect(await say({ [KEYS]: `ssh-rsa AAAAother me\n${there}` }, users)).toEqual(expected);
});

it('what is declared no more is taken back, as far as it is ours', async () => {
  const { ssh_public_key, ...keyless } = heads;
  expect(
    await say({ '/etc/group': 'sudo:x:27:heads\n' }, { ...keyless, sudo_access: false }),
  ).toEqual([
    `${SUDOERS} allows sudo, which is declared no more: rm -f ${SUDOERS}`,
    `the key of Phoenix is declared no more, or there is one beside it: ${KEYS}`,
    '! heads is in the group sudo, which Phoenix did not do: gpasswd -d heads sudo takes that away',
  ]);
  const other = '/etc/sudoers.d/phoenix_ann';
  expect(await say({ [other]: '', '/etc/sudoers.d/site': '' })).toEqual([
    `${other} allows sudo, which is declared no more: rm -f ${other}`,
  ]);
});

it('nobody is declared any more: the account stays, its sudo does not', async () => {
  const config = {} as Parameters<typeof observe>[1]['config'];
  expect(draftLines(plan({ config }, await observe(look({}), { config, declared })))).toEqual([
    `${SUDOERS} allows sudo, which is declared no more: rm -f ${SUDOERS}`,
  ]);
});

it('defects 92, 96 and 104: no password is asked for, and its hash is on standard input alone', async () => {
  const config = { users: heads } as Parameters<typeof observe>[1]['config'];
  const { operations } = plan({ config }, await observe(look(none), { config, declared }));
  const told = operations.filter((one) => JSON.stringify({ ...one, input: '' }).includes(HASH));
  expect(told).toEqual([]);
  expect(operations[1]).toMatchObject({ input: `heads:${HASH}\n` });
});

it('a hash from elsewhere is compared with what the host has; without it there is a reason', async () => {
  const kept = { ...heads, password_hash: { file: 'hash' } };
  expect(await say({ '/p/etc/hash': `${HASH}\n` }, kept)).toEqual([]);
  expect(await say({ '/p/etc/hash': '$6$other$hash' }, kept)).toEqual([
    'the password of heads is not the declared one: chpasswd -e',
  ]);
  expect((await say({}, kept)).find((line) => line.startsWith('✖'))).toContain(
    'cannot set the password of heads: /p/etc/hash is not there',
  );
});

it('without a hash the password is left alone, and missing ones are told', async () => {
  const { password_hash, ...rest } = heads;
  expect(await say({}, rest)).toEqual([]);
  const locked = { '/etc/shadow': 'heads:!:1::::::\n', [KEYS]: '' };
  const { ssh_public_key, ...bare } = rest;
  expect(await say(locked, bare)).toEqual([
    '! heads has no password, which sudo and Proxmox ask for: type passwd heads, or declare password_hash',
    '! heads has neither password nor key, and cannot log in',
  ]);
});

it.each<[Partial<HostUser>, Record<string, string>, string]>([
  [
    { username: 'daemon' },
    { '/etc/passwd': 'daemon:x:1:1::/usr/sbin:/usr/sbin/nologin\n' },
    'cannot make daemon the administrator',
  ],
  [{ password_hash: 'secret' }, {}, 'cannot set the password of heads'],
  [{ password_hash: 'crypt:$6$a$b' }, {}, 'cannot set the password of heads'],
  [{ password_hash: '$6$a$b:c' }, {}, 'cannot set the password of heads'],
  [{ password_hash: 'secret!' }, {}, 'cannot set the password of heads'],
  [{ password_hash: '*secret' }, {}, 'cannot set the password of heads'],
  [{ password_hash: 'x' }, {}, 'cannot set the password of heads'],
  [{ password_hash: '' }, {}, 'cannot set the password of heads'],
  [{ ssh_public_key: 'AAAA' }, {}, 'cannot let the user in by key'],
])('%j is refused', async (change, files, words) => {
  const problems = (await say(files, { ...heads, ...change })).filter((line) =>
    line.startsWith('✖'),
  );
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(words);
});

it.each<[string, Record<string, string | undefined>]>([
  ['/home/heads/.ssh', { '/home/heads/.ssh': 'no directory', [KEYS]: undefined }],
  [KEYS, { [KEYS]: undefined, [`${KEYS}/inside`]: 'no file' }],
])('the key is not added where %s is of another kind', async (path, files) => {
  const problems = (await say(files)).filter((line) => line.startsWith('✖'));
  expect(problems).toEqual([
    `✖ cannot add the key: ${path} is a link, or of another kind than it should be (see what it is: ls -ld ${path})`,
  ]);
});

it.each(['$6$salt$other', '$y$j9T$salt$other', '$2b$10$other', '!$6$salt$other', '!', '*'])(
  'a password may be declared as %s',
  async (password_hash) => {
    const [first, ...others] = await say({}, { ...heads, password_hash });
    expect(first).toBe('the password of heads is not the declared one: chpasswd -e');
    expect(others.filter((line) => line.startsWith('✖'))).toEqual([]);
  },
);

it('root that was locked out gets its shell back', async () => {
  const passwd = 'root:x:0:0::/root:/usr/sbin/nologin\n';
  const lines = await say({ '/etc/passwd': passwd }, { username: 'root', sudo_access: false });
  expect(lines).toContain(
    'shell of root /usr/sbin/nologin -> /bin/bash: usermod --shell /bin/bash root',
  );
  expect(lines.filter((line) => line.startsWith('✖'))).toEqual([]);
});

it('root needs nothing in Proxmox', async () => {
  const lines = await say({ '/etc/pve/user.cfg': '' }, { username: 'root', sudo_access: false });
  expect(lines.filter((line) => line.includes('pveum'))).toEqual([]);
});
