#!/bin/sh
# install.sh [--prefix DIR] [--uninstall]: puts the tree beside this file below a prefix, /usr/local unless
# told otherwise, and a starting configuration into /etc/phoenix, where that has none. Run again, it
# upgrades; a configuration that was edited stays as it is. With DESTDIR all of that goes below DESTDIR,
# and needs no root.
set -eu
umask 022

say() { printf '%s\n' "$*"; }

# refuse STATUS MESSAGE HINT
refuse() {
  printf 'error: %s\nhint: %s\n' "$2" "$3" >&2
  exit "$1"
}

usage='usage: install.sh [--prefix DIR] [--uninstall]'
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
destdir=${DESTDIR:-}
prefix=/usr/local
# The copy that was installed knows its prefix.
case $here in
  */lib/phoenix) prefix=${here%/lib/phoenix} prefix=${prefix#"$destdir"} ;;
esac
action=install

while [ $# -gt 0 ]; do
  case $1 in
    --prefix)
      [ $# -gt 1 ] || refuse 64 '--prefix needs a directory' "$usage"
      prefix=$2
      shift
      ;;
    --prefix=*) prefix=${1#*=} ;;
    --uninstall) action=uninstall ;;
    -h | --help)
      say "$usage"
      exit 0
      ;;
    *) refuse 64 "unknown option $1" "$usage" ;;
  esac
  shift
done
case $prefix in
  *[!A-Za-z0-9/._+-]*) refuse 64 "cannot install below '$prefix'" 'take a directory with a plain name' ;;
  /*) prefix=${prefix%/} ;;
  *) refuse 64 "the prefix '$prefix' is not absolute" "$usage" ;;
esac

# What is installed, one a line: `CHECKSUM  PATH` of a file, `link  PATH` of a symbolic link.
manifest=$destdir$prefix/lib/phoenix/installed

# Whether a file is as it was installed.
is_untouched() {
  [ -f "$manifest" ] && [ -f "$destdir$1" ] || return 1
  sum=$(sha256sum <"$destdir$1")
  grep -qxF -- "${sum%% *}  $1" "$manifest"
}

# Takes away a file unless it is a configuration that was edited.
take_away() {
  case $1 in
    /etc/*)
      if [ -e "$destdir$1" ] && ! is_untouched "$1"; then
        say "kept $1, which was edited"
        return
      fi
      ;;
  esac
  rm -f -- "$destdir$1"
  # Directories of our own, when that was the last in them.
  case $1 in
    */phoenix/* | */phoenix-hypervisor/*) rmdir -p -- "$(dirname -- "$destdir$1")" 2>/dev/null || : ;;
  esac
}

# The file of the tree at $2, at the path $1 of the host: aside and moved, so that a program that is running
# meanwhile keeps its file.
put() {
  mkdir -p -- "$destdir${1%/*}"
  # Left by an installation that was cut off, or put there by somebody: never written through.
  rm -rf -- "$destdir$1.new"
  if [ -L "$2" ]; then
    ln -s -- "$(readlink -- "$2")" "$destdir$1.new"
  else
    cp -- "$2" "$destdir$1.new"
    case $1 in
      # The schemas for editors moved with the prefix.
      /etc/*) sed "s|\"/usr/share/phoenix/|\"$prefix/share/phoenix/|" "$2" >"$destdir$1.new" ;;
    esac
  fi
  mv -fT -- "$destdir$1.new" "$destdir$1"
}

# Puts the file of the tree at ./$1 into its place, unless that is an edited configuration, and notes it.
install_file() {
  case $1 in
    install.sh) path=$prefix/lib/phoenix/install.sh ;;
    etc/*)
      path=/$1
      if [ -e "$destdir$path" ] && ! is_untouched "$path"; then
        say "kept $path, which was there"
        [ ! -f "$manifest" ] || sed -n "s|^[^ ]*  $path\$|&|p" "$manifest" >&3
        return
      fi
      ;;
    *) path=$prefix/$1 ;;
  esac
  put "$path" "$1"
  if [ -L "$1" ]; then
    printf 'link  %s\n' "$path"
  else
    sum=$(sha256sum <"$destdir$path")
    printf '%s  %s\n' "${sum%% *}" "$path"
  fi >&3
}

# Takes away what the manifest names and the file $1, a list of paths, does not.
take_away_others() {
  while read -r _ path; do
    grep -qxF -- "$path" "$1" || take_away "$path"
  done <"$manifest"
}

check_host() {
  case $destdir in
    '' | /*) ;;
    *) refuse 64 "DESTDIR '$destdir' is not absolute" 'name it from / on' ;;
  esac
  [ "$(uname -s) $(uname -m)" = 'Linux x86_64' ] ||
    refuse 69 "this is $(uname -s) on $(uname -m), and the programs are for Linux on x86_64" \
      'build Phoenix for that machine'
  [ -n "$destdir" ] && return
  [ "$(id -u)" = 0 ] || refuse 77 'this needs root' 'log in as root, or set DESTDIR'
  [ ! -e /var/lib/dpkg/info/phoenix-hypervisor.list ] ||
    refuse 75 'the Debian package phoenix-hypervisor is installed' \
      'upgrade that one, or type apt-get remove phoenix-hypervisor first'
}

install_tree() {
  cd -- "$here"
  [ -d lib/phoenix/bin ] ||
    refuse 66 'there is nothing to install beside install.sh' 'unpack the whole tarball and run its install.sh'
  version=$(lib/phoenix/bin/phoenix --version) ||
    refuse 69 'the programs do not run on this host' 'they need glibc 2.28 or newer, and libstdc++6'
  mkdir -p -- "$destdir$prefix/lib/phoenix" "$destdir/etc/phoenix/bin"
  list=$(mktemp)
  trap 'rm -f -- "$list"' EXIT
  find . \( -type f -o -type l \) -print | LC_ALL=C sort >"$list"
  while IFS= read -r file; do install_file "${file#./}"; done <"$list" 3>"$manifest.new"
  sed 's/^[^ ]*  //' "$manifest.new" >"$list"
  [ ! -f "$manifest" ] || take_away_others "$list"
  mv -f -- "$manifest.new" "$manifest"
  say "installed $version below $prefix; what is declared lies in /etc/phoenix/etc"
  say "next: phoenix validate, then phoenix plan; $prefix/lib/phoenix/install.sh --uninstall takes it away again"
}

uninstall_tree() {
  [ -f "$manifest" ] || refuse 66 "there is no $prefix/lib/phoenix/installed" \
    'name the prefix that it was installed below with --prefix'
  take_away_others /dev/null
  rm -f -- "$manifest"
  rmdir -p -- "$destdir$prefix/lib/phoenix" "$destdir/etc/phoenix/bin" 2>/dev/null || :
  rmdir -p -- "$destdir/etc/phoenix/etc" 2>/dev/null || :
  say 'Phoenix is gone; what it has made of the host stays. What it has written down for itself goes with:'
  say '  rm -r /var/log/phoenix /var/lib/phoenix /var/cache/phoenix'
}

check_host
case $action in
  install) install_tree ;;
  uninstall) uninstall_tree ;;
esac
