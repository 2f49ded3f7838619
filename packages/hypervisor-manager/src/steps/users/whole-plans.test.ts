import { directory, wholePlans } from '../test-support/steps.ts';
import { plan as users } from './plan.ts';

const file = (mode: number, uid = 0) => ({ kind: 'file', uid, gid: 0, mode, size: 1 }) as const;
const account = {
  name: 'heads',
  uid: 1000,
  gid: 1000,
  home: '/home/heads',
  shell: '/bin/bash',
  group: 'heads',
  gids: [1000],
  memberOf: [],
};
const NO_SSH = { home: undefined, directory: undefined, file: undefined, keys: '' };
const HEADS = {
  username: 'heads',
  password_hash: '$6$salt$hash',
  sudo_access: true,
  ssh_public_key: 'ssh-ed25519 AAAAC3Nz heads@lab',
};
const NO_USER: Parameters<typeof users>[1] = {
  account: undefined,
  groupExists: false,
  hash: { value: '$6$salt$hash' },
  shadow: undefined,
  sudoers: new Map([['phoenix_former', { text: '', mode: 0o440 }]]),
  ssh: NO_SSH,
  pve: { user: undefined, isAdministrator: false },
  now: 2_000_000,
};

wholePlans({
  'users, root alone': () =>
    users(
      { config: { users: { username: 'root', sudo_access: false } } },
      {
        ...NO_USER,
        account: { ...account, name: 'root', uid: 0, home: '/root' },
        hash: undefined,
        sudoers: new Map(),
      },
    ),
  'users whose account ends now, with a key of blanks around': () =>
    users(
      { config: { users: { ...HEADS, ssh_public_key: ' ssh-ed25519 AAAAC3Nz heads@lab ' } } },
      {
        ...NO_USER,
        account,
        shadow: '$6$salt$hash',
        ssh: {
          home: directory(0o755, 1000),
          directory: directory(0o700, 1000),
          file: file(0o600, 1000),
          keys: '',
        },
        pve: { user: { enabled: true, expires: 2000 }, isAdministrator: true },
      },
    ),
  users: () => users({ config: { users: HEADS } }, NO_USER),
  'users who are there': () =>
    users(
      { config: { users: { ...HEADS, ssh_public_key: 'ssh-rsa NEW heads' } } },
      {
        ...NO_USER,
        account: { ...account, shell: '', memberOf: ['sudo'] },
        shadow: '!',
        sudoers: new Map([['phoenix_heads', { text: 'x', mode: 0o644 }]]),
        ssh: {
          home: undefined,
          directory: directory(0o755),
          file: file(0o644),
          keys: '# phoenix users begin: what is between these lines is made\nssh-rsa OLD heads\n# phoenix users end\n',
        },
        pve: { user: { enabled: false, expires: 1000 }, isAdministrator: true },
      },
    ),
  'users who cannot be': () =>
    users(
      { config: { users: { ...HEADS, ssh_public_key: 'rubbish', sudo_access: false } } },
      {
        ...NO_USER,
        account: { ...account, uid: 33, shell: '/usr/sbin/nologin', memberOf: ['sudo'] },
        hash: { value: 'secret' },
      },
    ),
  'users without password or key': () =>
    users(
      { config: { users: { username: 'heads', sudo_access: true } } },
      {
        ...NO_USER,
        hash: undefined,
      },
    ),
});
