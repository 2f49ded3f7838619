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

/** The `lxc.*` keys of today that Proxmox keeps in a conf file (pve-container, valid_lxc_conf_keys). */
export const lxcKeys: readonly string[] = [
  ...Object.entries(names).flatMap(([group, words]) =>
    words.split(' ').map((word) => `lxc.${group}.${word}`),
  ),
  ...['include', 'arch', 'autodev', 'kmsg', 'idmap', 'group', 'environment'].map(
    (word) => `lxc.${word}`,
  ),
  'lxc.sysctl.fs.mqueue',
];

/** Keys of LXC 1 and 2, each with the one of today; only the middle of `lxc.network.*` changed. */
const renamed: Readonly<Record<string, string>> = {
  aa_profile: 'apparmor.profile',
  aa_allow_incomplete: 'apparmor.allow_incomplete',
  console: 'console.path',
  devttydir: 'tty.dir',
  haltsignal: 'signal.halt',
  rebootsignal: 'signal.reboot',
  stopsignal: 'signal.stop',
  id_map: 'idmap',
  init_cmd: 'init.cmd',
  loglevel: 'log.level',
  logfile: 'log.file',
  mount: 'mount.fstab',
  pts: 'pty.max',
  se_context: 'selinux.context',
  seccomp: 'seccomp.profile',
  tty: 'tty.max',
  utsname: 'uts.name',
};
const network =
  /^lxc\.network\.(type|flags|link|mtu|name|hwaddr|ipv[46](?:\.gateway)?|script\.(?:up|down))$/;

const known = new Set(lxcKeys);
const families = /^lxc\.(?:cgroup2?|prlimit|net)\.[a-z0-9_.-]*$/;

/**
 * The name of today of a key that LXC 3 renamed; undefined for every other. Proxmox keeps such a
 * line (pve-container, deprecated_lxc_conf_keys), while LXC does not know it any more.
 */
export function keyOfToday(key: string): string | undefined {
  if (key.startsWith('lxc.limit.')) return key.replace('limit', 'prlimit');
  const part = network.exec(key)?.[1];
  if (part !== undefined) return `lxc.net.0.${part.replace(/^ipv[46]$/, '$&.address')}`;
  const name = key.replace(/^lxc\./, '');
  return Object.hasOwn(renamed, name) ? `lxc.${renamed[name]}` : undefined;
}

/** Whether Proxmox keeps a line with this key; whole families are free. */
export function isLxcKey(key: string): boolean {
  return known.has(key) || families.test(key) || keyOfToday(key) !== undefined;
}
