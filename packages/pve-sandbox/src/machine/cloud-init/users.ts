import { type Config, list, mapping, names, text } from './values.ts';

/** A user as the settings ask for it. */
export type User = {
  name: string;
  isDefault: boolean;
  groups: string[];
  primaryGroup: string | undefined;
  uid: number | undefined;
  gecos: string;
  home: string | undefined;
  shell: string;
  system: boolean;
  createHome: boolean;
  lockPassword: boolean;
  hash: string | undefined;
  plain: string | undefined;
  sudo: string[];
  keys: string[];
};

const sudoers = ['ALL=(ALL) NOPASSWD:ALL'];

/** The user that each image has of its own, by its system. */
function defaultUser(system: string): Config {
  const debian = ['adm', 'audio', 'cdrom', 'dip', 'floppy', 'plugdev', 'netdev', 'sudo', 'video'];
  const ubuntu = ['adm', 'cdrom', 'dip', 'lxd', 'sudo'];
  const groups = { debian, ubuntu }[system] ?? ['adm', 'wheel', 'systemd-journal'];
  return { name: system, gecos: system, groups, sudo: sudoers, shell: '/bin/bash' };
}

/**
 * The users that the settings ask for: without `users` the image's own; `user` gives that one other
 * properties, and makes sure of it.
 */
export function usersOf(config: Config, system: string): User[] {
  const override = typeof config.user === 'string' ? { name: config.user } : mapping(config.user);
  const own = { ...defaultUser(system), ...override };
  const asked = config.users === undefined ? ['default'] : list(config.users);
  const all = Object.keys(override).length > 0 ? [...asked, 'default'] : asked;
  const users = all.map((entry) => {
    const given = typeof entry === 'string' ? { name: entry } : mapping(entry);
    return given.name === 'default'
      ? user({ ...own, ...given, name: own.name }, true)
      : user(given, false);
  });
  return users.filter(
    (one, at) => one.name !== '' && users.findIndex(({ name }) => name === one.name) === at,
  );
}

function user(given: Config, isDefault: boolean): User {
  const option = (...keys: string[]) => {
    const key = keys.find((one) => given[one] !== undefined);
    return key === undefined ? undefined : given[key];
  };
  const uid = Number(given.uid);
  const sudo = option('sudo');
  return {
    name: text(given.name) ?? '',
    isDefault,
    groups: names(given.groups),
    primaryGroup: text(option('primary_group', 'primary-group')),
    uid: given.uid === undefined || Number.isNaN(uid) ? undefined : uid,
    gecos: text(given.gecos) ?? '',
    home: text(option('homedir', 'home')),
    shell: text(given.shell) ?? '/bin/sh',
    system: given.system === true,
    createHome: option('no_create_home', 'no-create-home') !== true && given.system !== true,
    lockPassword: option('lock_passwd', 'lock-passwd') !== false,
    hash: text(option('hashed_passwd', 'passwd')),
    plain: text(given.plain_text_passwd),
    sudo:
      sudo === false
        ? []
        : list(sudo)
            .map((rule) => text(rule) ?? '')
            .filter(Boolean),
    keys: keysOf(option('ssh_authorized_keys', 'ssh-authorized-keys')),
  };
}

/** Keys as a list, or lines of a text. */
export function keysOf(value: unknown): string[] {
  return list(value)
    .flatMap((one) => (text(one) ?? '').split('\n'))
    .map((key) => key.trim())
    .filter((key) => key !== '');
}
