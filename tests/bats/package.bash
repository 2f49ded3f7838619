# Making packages, and roots of Debian to install them in. To be sourced by package.bats.

# Where roots are kept between runs, as tar files: debootstrap takes minutes.
ROOTS=${PHOENIX_ROOTS:-$ROOT/.toolchain/roots}

# package DIR [OPTION...]: packages of one time into a directory.
package() {
  SOURCE_DATE_EPOCH=1700000000 node "$ROOT/scripts/package.mjs" --output "$@" 2>"$BATS_FILE_TMPDIR/said" ||
    { cat "$BATS_FILE_TMPDIR/said" >&2; return 1; }
}

# A build with programs of a line each: quick to pack and to install.
make_standins() {
  local name
  mkdir -p "$1/bin/managers"
  for name in phoenix managers/{hypervisor,lxc,vm}-manager; do
    # shellcheck disable=SC2016
    printf '#!/bin/sh\necho "%s stands in: $*"\n' "${name##*/}" >"$1/bin/$name"
    chmod +x "$1/bin/$name"
  done
  cp -r "$DIST/completions" "$DIST/man" "$1/"
}

# fetch_root SUITE: sees to it that its tar file is there. Fails with a reason where that cannot be.
fetch_root() {
  [ ! -e "$ROOTS/$1.tar" ] || return 0
  [ "$(id -u)" = 0 ] || { echo 'debootstrap needs root'; return 1; }
  command -v debootstrap || { echo 'debootstrap is not installed'; return 1; }
  mkdir -p "$ROOTS"
  local making
  making=$(mktemp -d "$ROOTS/$1.XXXXXX")
  if timeout 300 debootstrap --variant=minbase "$1" "$making/root"; then
    rm -rf "$making"/root/var/cache/apt/archives/*.deb
    tar -C "$making/root" -cf "$making/tar" .
    mv "$making/tar" "$ROOTS/$1.tar"
  fi
  rm -rf --one-file-system "$making"
  [ -e "$ROOTS/$1.tar" ] || { echo "debootstrap cannot make $1: maybe there is no mirror"; return 1; }
}

# need_root SUITE: a root of this test's own, in $DEBIAN; skips where there is none.
need_root() {
  [ -e "$ROOTS/$1.tar" ] || skip "no root of $1: $(tail -n 1 "$BATS_FILE_TMPDIR/root.$1")"
  unshare --mount --pid --fork true 2>/dev/null || skip 'no namespaces here: a root cannot have /proc'
  DEBIAN=$BATS_TEST_TMPDIR/$1
  mkdir "$DEBIAN"
  tar -C "$DEBIAN" -xf "$ROOTS/$1.tar"
}

# Runs a command in that root, with its /proc and without what the machine here has in its environment.
in_root() {
  # shellcheck disable=SC2016
  unshare --mount --pid --fork sh -c '
    mount -t proc proc "$0/proc" && exec env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin \
      DEBIAN_FRONTEND=noninteractive chroot "$0" "$@"' "$DEBIAN" "$@" </dev/null
}

# All that lies in that root, but for what dpkg writes down for itself.
files_in_root() {
  (cd "$DEBIAN" && find . -not -path './var/lib/dpkg/*' -not -path './var/log/dpkg.log' | LC_ALL=C sort)
}
