/** Kernel capabilities that reach beyond a mount namespace, taken from a real root. */
const outside =
  '-net_admin,-sys_module,-sys_boot,-sys_time,-sys_rawio,-mac_admin,-mac_override,-syslog';

/**
 * The script that becomes COMMAND: `sh -c SCRIPT sh ROOT CWD FSTAB COMMAND...` with no namespaces
 * of its own yet. It tries what is allowed (mounts as root, else in a user namespace), mounts the
 * host together, makes it the root and leaves the machine behind.
 */
export const outerScript = `
for how in '' '--user --map-root-user'; do
  if unshare --mount --uts $how true 2>/dev/null; then
    exec unshare --mount --uts $how sh -c "$PVE_SANDBOX_INNER" sh "$how" "$@"
  fi
done
echo "pve-sandbox: cannot make a mount namespace, neither as this user nor in a user namespace" >&2
off() { [ "$(cat "/proc/sys/$1" 2>/dev/null)" = "$2" ] && echo "hint: $3" >&2; }
off kernel/unprivileged_userns_clone 0 'sysctl -w kernel.unprivileged_userns_clone=1'
off kernel/apparmor_restrict_unprivileged_userns 1 \\
  'sysctl -w kernel.apparmor_restrict_unprivileged_userns=0'
off user/max_user_namespaces 0 'sysctl -w user.max_user_namespaces=10000'
command -v unshare >/dev/null || echo 'hint: install util-linux' >&2
echo 'hint: in a container, allow it CAP_SYS_ADMIN or user namespaces; or run as root' >&2
exit 77
`;

/** The second half, inside the new namespaces, where this process is root. */
export const innerScript = `
how=$1 root=$2 cwd=$3 fstab=$4 limits=
shift 4
relayed=$PVE_SANDBOX_RELAYED
unset PVE_SANDBOX_INNER PVE_SANDBOX_RELAYED
mount -n --all --fstab "$fstab" >/dev/null || {
  echo "pve-sandbox: cannot mount the host together at $root" >&2
  exit 71
}
name=$(cat "$root/etc/hostname" 2>/dev/null || echo pve)
{ echo "$name" >/proc/sys/kernel/hostname || hostname "$name"; } 2>/dev/null
[ -n "$how" ] || limits=--bounding-set=${outside}
[ -z "$relayed" ] || limits="$limits --pdeathsig=KILL"
if [ -n "$limits" ] && command -v setpriv >/dev/null; then set -- setpriv $limits -- "$@"; fi
cd "$root" || exit 71
if ! pivot_root . var/lib/pve-sandbox/machine 2>/dev/null; then
  exec chroot . sh -c 'cd "$1" 2>/dev/null || cd /; shift; exec "$@"' sh "$cwd" "$@"
fi
umount -n -l /var/lib/pve-sandbox/machine
cd "$cwd" 2>/dev/null || cd /
exec "$@"
`;
