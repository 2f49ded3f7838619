const names = {
  apparmor: 'profile allow_incomplete allow_nesting raw',
  selinux: 'context',
  uts: 'name',
  signal: 'halt reboot stop',
  init: 'cmd cwd',
  pty: 'max',
  console: 'logfile path',
  tty: 'max',
  devtty: 'dir',
  mount: 'fstab entry auto',
  rootfs: 'mount',
  cap: 'drop keep',
  seccomp: 'profile notify.proxy notify.cookie',
  hook: 'autodev pre-start pre-mount mount start stop post-stop clone destroy version',
  log: 'level file',
  start: 'auto delay order',
  environment: 'runtime hooks',
  'sysctl.kernel': 'msgmax msgmnb msgmni sem shmall shmmax shmmni shm_rmid_forced',
};

/** The `lxc.*` keys that Proxmox keeps in a conf file (pve-container, valid_lxc_conf_keys). */
export const lxcKeys: readonly string[] = [
  ...Object.entries(names).flatMap(([group, words]) =>
    words.split(' ').map((word) => `lxc.${group}.${word}`),
  ),
  ...['include', 'arch', 'autodev', 'kmsg', 'idmap', 'group', 'environment'].map(
    (word) => `lxc.${word}`,
  ),
  'lxc.sysctl.fs.mqueue',
];

const known = new Set(lxcKeys);

/** Whether Proxmox keeps a line with this key; whole families are free. */
export function isLxcKey(key: string): boolean {
  return known.has(key) || /^lxc\.(?:cgroup2?|prlimit|net)\./.test(key);
}
