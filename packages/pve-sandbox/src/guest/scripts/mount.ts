/**
 * mount: network file systems are directories of the host, what it exports or else one for each
 * server and path; everything else is the real program's. A mount lasts for one command only, so the
 * guest's /run keeps what is mounted, and --restore mounts it for the next.
 */
export const mount = `
real=/usr/bin/mount
state=/run/pve-sandbox-nfs
tab=$(printf '\\t')
plain() { printf '%b' "$1"; }
is_mounted() { [ -s $state ] && grep -qxF "$1$tab$2" $state; }
# Two mounts in one place: the later in the kernel's list has the name, the one on top the files.
nfs() {
  place=$own/guest/exports\${1#*:}
  [ -d "$place" ] || { place=$own/nfs/\${1%%:*}/\${1#*:}; mkdir -p "$place"; }
  mkdir -p "$own/guest/stage"
  $real -n --bind "$place" "$own/guest/stage" &&
    $real -n -t tmpfs "$1" "$2" &&
    $real -n --move "$own/guest/stage" "$2"
}
join() {
  [ -e /sbin/mount.nfs ] || {
    echo "mount: $2: bad option; for several filesystems (e.g. nfs, cifs) you might need a /sbin/mount.<type> helper program." >&2
    return 32
  }
  [ -d "$2" ] || { echo "mount.nfs: mount point $2 does not exist" >&2; return 32; }
  ! is_mounted "$1" "$2" || { echo "mount.nfs: $2 is busy or already mounted" >&2; return 32; }
  nfs "$1" "$2" || return 32
  printf '%s\\t%s\\n' "$1" "$2" >>$state
  changed=1
}
if [ "$1" = --restore ]; then
  while IFS=$tab read -r source target; do
    [ ! -d "$target" ] || nfs "$source" "$target"
  done <$state
  exit 0
fi
all=0 type= first= second= skip=
for word in "$@"; do
  case $skip in ?*) [ "$skip" != -t ] || type=$word; skip=; continue ;; esac
  case $word in
    -a | --all) all=1 ;;
    -t | -o | -O | --options) skip=$word ;;
    -t*) type=\${word#-t} ;;
    -*) ;;
    *) if [ -z "$first" ]; then first=$word; else second=$word; fi ;;
  esac
done
if [ $all = 1 ]; then
  failed=0
  while read -r source target kind options _; do
    case $source in '#'*) continue ;; esac
    case $kind in nfs | nfs4) ;; *) continue ;; esac
    case ,$options, in *,noauto,*) continue ;; esac
    source=$(plain "$source") target=$(plain "$target")
    is_mounted "$source" "$target" || join "$source" "$target" || failed=32
  done </etc/fstab
  exit $failed
fi
if [ -n "$first" ] && [ -z "$second" ] && [ -e /etc/fstab ]; then
  while read -r source target kind _; do
    case $source in '#'*) continue ;; esac
    case $kind in nfs | nfs4) ;; *) continue ;; esac
    source=$(plain "$source") target=$(plain "$target")
    [ "$first" = "$source" ] || [ "$first" = "$target" ] || continue
    join "$source" "$target"
    exit
  done </etc/fstab
fi
case $type:$first in
  nfs*:* | :*:/*)
    if [ -n "$second" ]; then join "$first" "$second"; exit; fi
    ;;
esac
$real "$@"
exit
`;

/** mount.nfs SOURCE TARGET, which comes with nfs-common. */
export const mountNfs = `
pve_sandbox_nested=1 exec "$own/guest/optional/mount" -t nfs "$@"
`;

/** umount: a network file system's two mounts go together. */
export const umount = `
state=/run/pve-sandbox-nfs
real=/usr/bin/umount
for last in "$@"; do :; done
target=
if [ -s $state ]; then
  target=$(L=$last awk -F '\\t' '$1 == ENVIRON["L"] || $2 == ENVIRON["L"] { print $2 }' $state | head -n 1)
fi
if [ -z "$target" ]; then $real "$@"; exit; fi
$real -n "$target" && $real -n "$target" || exit 32
L=$target awk -F '\\t' '$2 != ENVIRON["L"]' $state >$state.new
mv $state.new $state
changed=1
exit 0
`;
