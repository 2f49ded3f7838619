// Keys of lxc.container.conf(5) that a container's conf file may carry. Others are dropped.
const single = new Set(
  `apparmor.profile apparmor.allow_incomplete apparmor.allow_nesting apparmor.raw selinux.context
  selinux.context.keyring include arch uts.name signal.halt signal.reboot signal.stop init.cmd
  init.uid init.gid init.cwd init.groups pty.max console.logfile console.path console.buffer.size
  console.size console.rotate tty.max tty.dir devtty.dir autodev autodev.tmpfs.size kmsg
  mount.fstab mount.entry mount.auto rootfs.mount rootfs.options cap.drop cap.keep
  seccomp.profile seccomp.allow_nesting seccomp.notify.proxy seccomp.notify.cookie idmap
  hook.version hook.pre-start hook.pre-mount hook.mount hook.autodev hook.start-host hook.start
  hook.stop hook.post-stop hook.clone hook.destroy log.level log.file log.syslog start.auto
  start.delay start.order monitor.unshare monitor.signal.pdeath group environment
  environment.runtime environment.hooks ephemeral execute.cmd keyring.session no_new_privs
  namespace.clone namespace.keep namespace.share.cgroup namespace.share.ipc
  namespace.share.mnt namespace.share.net namespace.share.pid namespace.share.user
  namespace.share.uts time.offset.boot time.offset.monotonic sched.core`
    .trim()
    .split(/\s+/),
);
const families = /^(?:cgroup2?|prlimit|sysctl|proc|net)\.[a-z0-9_.-]+$/;

/** Whether `lxc.KEY` is one that LXC knows. `lxc.rootfs.path` is Proxmox's own and not to be set. */
export function isLxcKey(key: string): boolean {
  const name = key.replace(/^lxc\./, '');
  return single.has(name) || families.test(name);
}
