/**
 * `sh -c SCRIPT sh ID ROOT CWD FSTAB COMMAND...` in new mount and host name spaces: mounts the guest
 * together, makes it the root and becomes COMMAND. With PVE_SANDBOX_TELL set it writes to descriptor
 * 9 that it is about to, or why it cannot.
 */
export const guestScript = `
id=$1 root=$2 cwd=$3 fstab=$4
shift 4
inside=$PATH PATH=$PVE_SANDBOX_PATH
mount -n --all --fstab "$fstab" >/dev/null || {
  echo "lxc-attach: $id: cannot mount the guest together" >&2
  exit 255
}
cd "$root" || exit 255
name=CT$id
[ ! -s etc/hostname ] || read -r name <etc/hostname
{ echo "$name" >/proc/sys/kernel/hostname || hostname "$name"; } 2>/dev/null
tell() {
  [ -n "$PVE_SANDBOX_TELL" ] || return 0
  echo "$1" >&9
  exec 9>&-
}
become() {
  fail() {
    tell "$2"
    echo "lxc-attach: $id: ../src/lxc/attach.c: lxc_attach_run_command: 1841 $2 - Failed to exec \\"$3\\"" >&2
    exit "$1"
  }
  case $1 in
    */*)
      [ -e "$1" ] || fail 127 'No such file or directory' "$1"
      [ -x "$1" ] && [ ! -d "$1" ] || fail 126 'Permission denied' "$1"
      ;;
    *) command -v -- "$1" >/dev/null || fail 127 'No such file or directory' "$1" ;;
  esac
  tell begun
  exec env -u PWD -u OLDPWD -u SHLVL -u _ -u PVE_SANDBOX_PATH -u PVE_SANDBOX_TELL -- "$@"
}
if pivot_root . var/lib/pve-sandbox/machine 2>/dev/null; then
  umount -n -l /var/lib/pve-sandbox/machine
  [ ! -s run/pve-sandbox-nfs ] || PATH=/usr/sbin:/usr/bin:/sbin:/bin pve_sandbox_nested=1 \\
    /var/lib/pve-sandbox/guest/optional/mount --restore </dev/null >/dev/null 2>&1
  PATH=$inside
  cd "$cwd" 2>/dev/null || cd /
  become "$@"
fi
tell begun
PATH=$inside exec /usr/sbin/chroot . env -u PVE_SANDBOX_PATH -u PVE_SANDBOX_TELL -- "$@"
`;
