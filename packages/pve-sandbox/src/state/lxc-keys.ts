// The list is Proxmox's own and shorter than lxc.container.conf(5): `lxc.tty.dir` is not in it.
const single = words(`apparmor.profile apparmor.allow_incomplete apparmor.allow_nesting apparmor.raw
  selinux.context include arch uts.name signal.halt signal.reboot signal.stop init.cmd init.cwd
  pty.max console.logfile console.path tty.max devtty.dir hook.autodev autodev kmsg mount.fstab
  mount.entry mount.auto rootfs.mount cap.drop cap.keep seccomp.profile seccomp.notify.proxy
  seccomp.notify.cookie idmap hook.pre-start hook.pre-mount hook.mount hook.start hook.stop
  hook.post-stop hook.clone hook.destroy hook.version log.level log.file start.auto start.delay
  start.order group environment environment.runtime environment.hooks sysctl.fs.mqueue
  sysctl.kernel.msgmax sysctl.kernel.msgmnb sysctl.kernel.msgmni sysctl.kernel.sem
  sysctl.kernel.shmall sysctl.kernel.shmmax sysctl.kernel.shmmni sysctl.kernel.shm_rmid_forced`);
const families = /^(?:cgroup2?|prlimit|net)\./;

/** Names of LXC 1 and 2 in pairs with what Proxmox says that they are called now. */
const former = new Map(
  pairs(`aa_profile apparmor.profile aa_allow_incomplete apparmor.allow_incomplete
  console console.path devttydir tty.dir haltsignal signal.halt rebootsignal signal.reboot
  stopsignal signal.stop id_map idmap init_cmd init.cmd loglevel log.level logfile log.file
  mount mount.fstab network.type net.INDEX.type network.flags net.INDEX.flags
  network.link net.INDEX.link network.mtu net.INDEX.mtu network.name net.INDEX.name
  network.hwaddr net.INDEX.hwaddr network.ipv4 net.INDEX.ipv4.address
  network.ipv4.gateway net.INDEX.ipv4.gateway network.ipv6 net.INDEX.ipv6.address
  network.ipv6.gateway net.INDEX.ipv6.gateway network.script.up net.INDEX.script.up
  network.script.down net.INDEX.script.down pts pty.max se_context selinux.context
  seccomp seccomp.profile tty tty.max utsname uts.name`),
);

/** Why Proxmox takes over neither of these lines. */
const refused = new Map([
  ['rootfs.path', 'lxc.rootfs.path is auto generated from rootfs'],
  [
    'rootfs.options',
    'lxc.rootfs.options is not supported, please use mount point options in the "rootfs" key',
  ],
]);

/**
 * What Proxmox makes of a line with the key `lxc.KEY`: whether it keeps it, and what it says about
 * it; nothing about a line that it just does not understand.
 */
export function judgeLxcKey(key: string): { keeps: boolean; says?: string } {
  const name = key.replace(/^lxc\./, '');
  if (name.startsWith('limit.')) {
    return { keeps: true, says: `${key}: lxc.limit.* was renamed to lxc.prlimit.*` };
  }
  const now = former.get(name);
  if (now !== undefined) {
    return { keeps: true, says: `${key} is deprecated and was renamed to lxc.${now}` };
  }
  const fault = refused.get(name);
  if (fault !== undefined) return { keeps: false, says: `${key}: ${fault}` };
  return { keeps: single.has(name) || families.test(name) };
}

function words(text: string): Set<string> {
  return new Set(text.split(/\s+/));
}

function pairs(text: string): [string, string][] {
  const list = [...text.split(/\s+/)];
  return list.flatMap((name, at) => (at % 2 === 0 ? [[name, list[at + 1] ?? '']] : []));
}
