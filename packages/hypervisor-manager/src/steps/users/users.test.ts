import { fakeHost } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import { observe } from './observe.ts';
import { plan } from './plan.ts';

const KEY = 'ssh-ed25519 AAAAkey ops@desk';
const USER = { username: 'ops', sudo_access: true, ssh_public_key: KEY, password_hash: '$6$hash' };

const WHOLE = {
  '/etc/passwd': 'root:x:0:0::/root:/bin/bash\nops:x:1000:1000::/home/ops:/bin/bash\n',
  '/etc/shadow': 'ops:$6$hash:20000:0:99999:7:::\n',
  '/etc/group': 'sudo:x:27:other,ops\n',
  '/etc/sudoers.d/phoenix_ops': '# Made by phoenix setup.\nops ALL=(ALL:ALL) ALL\n',
  '/home/ops/.ssh/authorized_keys': `ssh-rsa BBBB mine\nfrom="10.0.0.1" ${KEY}\n`,
  '/etc/pve/user.cfg': 'user:ops@pam:1:0::::::\nacl:1:/:ops@pam:Administrator:\n',
};

/** Plan as text: a line per operation and note. */
async function say(files: Record<string, string>, user: object = {}): Promise<string[]> {
  const config = { users: { ...USER, ...user } };
  const host = fakeHost({ files });
  host.makeDirectory('/home/ops/.ssh', 0o700, { uid: 1000, gid: 1000 });
  const declaration = { config } as unknown as Parameters<typeof observe>[1];
  const { operations, notes = [] } = plan({ config }, await observe(host, declaration));
  return [
    ...operations.map(
      (one) => `${one.cause}: ${'run' in one ? one.run.join(' ') : `write ${one.write}`}`,
    ),
    ...notes,
  ];
}

describe('the administrator', () => {
  it('is made whole', async () => {
    expect(await say({})).toEqual([
      'there is no account ops: useradd --create-home --shell /bin/bash ops',
      'its hash is not the declared one: chpasswd --encrypted',
      'ops is not in the group sudo: usermod --append --groups sudo ops',
      'there is no rule for sudo: write /etc/sudoers.d/phoenix_ops',
      "/home/ops/.ssh is not ops's alone: install --directory --owner=ops --group=ops --mode=0700 /home/ops/.ssh",
      '/home/ops/.ssh/authorized_keys has not got the declared key: write /home/ops/.ssh/authorized_keys',
      '/home/ops/.ssh/authorized_keys belongs to ops: chown ops: /home/ops/.ssh/authorized_keys',
      'Proxmox does not know ops@pam: pveum user add ops@pam',
      'ops@pam is no Administrator of /: pveum acl modify / --users ops@pam --roles Administrator',
    ]);
  });
  it('that is as declared costs nothing; other keys are no drift', async () => {
    expect(await say(WHOLE)).toEqual([]);
  });
  it.each<[string, Record<string, string>, object, string[]]>([
    [
      'shell',
      { '/etc/passwd': 'ops:x:1000:1000::/home/ops:/bin/zsh\n' },
      {},
      ['shell /bin/zsh -> /bin/bash: usermod --shell /bin/bash ops'],
    ],
    [
      'disabled',
      { '/etc/pve/user.cfg': 'user:ops@pam:0:0::::::\nacl:1:/:ops@pam:Administrator:\n' },
      {},
      ['disabled -> enabled: pveum user modify ops@pam --enable 1 --expire 0'],
    ],
    [
      'role',
      {
        '/etc/pve/user.cfg':
          'user:ops@pam:1:0::::::\nacl:1:/:ops@pam:PVEAdmin:\nacl:1:/vms:ops@pam:Administrator:\n',
      },
      {},
      [
        'ops@pam is no Administrator of /: pveum acl modify / --users ops@pam --roles Administrator',
      ],
    ],
    [
      'rule of sudo',
      { '/etc/sudoers.d/phoenix_ops': 'ops ALL=(ALL) NOPASSWD: ALL\n' },
      {},
      ['the rule for sudo differs: write /etc/sudoers.d/phoenix_ops'],
    ],
    [
      'no sudo any more',
      {},
      { sudo_access: false },
      [
        'sudo_access true -> false: write /etc/sudoers.d/phoenix_ops',
        'ops is in the group sudo, declared is no sudo_access: gpasswd --delete ops sudo takes it out',
      ],
    ],
    [
      'nobody set a password',
      { '/etc/shadow': 'ops:!:20000::::::\n' },
      { password_hash: undefined },
      [
        'ops has no password, and cannot log in to the web interface: passwd ops sets one, or declare users.password_hash',
      ],
    ],
  ])('%s', async (_, files, user, expected) => {
    expect(await say({ ...WHOLE, ...files }, user)).toEqual(expected);
  });

  it('92, 96: his password goes through standard input, as a hash, and nobody is asked', async () => {
    const config = { users: USER };
    const declaration = { config } as unknown as Parameters<typeof observe>[1];
    const { operations } = plan({ config }, await observe(fakeHost(), declaration));
    const [password] = operations.filter(({ id }) => id === 'password');
    expect(password).toMatchObject({ run: ['chpasswd', '--encrypted'], input: 'ops:$6$hash\n' });
    const shown = operations.flatMap((one) => ('run' in one ? one.run : [one.cause]));
    expect(shown.join(' ')).not.toContain('$6$hash');
  });
});
