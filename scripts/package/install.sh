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
destdir=${destdir%/}
case $destdir in
  '' | /*) ;;
  *) refuse 64 "DESTDIR '$destdir' is not absolute" 'name it from / on' ;;
esac
# As the directory of this file is told, so that the one can be seen in the other.
[ ! -d "$destdir" ] || destdir=$(CDPATH='' cd -- "$destdir" && pwd -P)
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
      printf '%s\n' "$usage" '' \
        'Puts phoenix, its managers, man pages, completions and documentation below DIR, /usr/local unless' \
        'told otherwise, and a starting configuration into /etc/phoenix, where that has none. Run again, it' \
        'upgrades; a configuration that was edited stays as it is.' '' \
        '  ./install.sh                   install, or upgrade' \
        '  ./install.sh --prefix /opt     below another directory' \
        '  ./install.sh --uninstall       take away what was installed and not changed since' '' \
        'DESTDIR in the environment: all of that goes below it, and needs no root.'
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

# What is installed, one a line: `CHECKSUM  PATH` of a file, `link  PATH` of a symbolic link. An installation
# writes a new one, a line before each file, which takes its place at the end.
manifest=$destdir$prefix/lib/phoenix/installed

# What is known to be ours, in the same form: of the last installation, and of one that was cut off since.
known=$(mktemp)
list=$(mktemp)
trap 'rm -f -- "$known" "$list"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
for file in "$manifest" "$manifest.new"; do [ ! -f "$file" ] || cat -- "$file"; done >"$known"

# Whether a file is as it was installed. A link that somebody put in its place is not.
is_untouched() {
  [ -f "$destdir$1" ] && [ ! -L "$destdir$1" ] || return 1
  sum=$(sha256sum <"$destdir$1")
  grep -qxF -- "${sum%% *}  $1" "$known"
}

is_there() { [ -e "$destdir$1" ] || [ -L "$destdir$1" ]; }

# Removes empty directories from $1 upwards, and never $2 nor what it lies in.
remove_empty() {
  directory=$1
  while [ "$directory" != "$2" ] && rmdir -- "$directory" 2>/dev/null; do directory=${directory%/*}; done
}

# Takes away a file unless it is a configuration that was edited.
take_away() {
  case $1 in
    /etc/*)
      if is_there "$1" && ! is_untouched "$1"; then
        say "kept $1, which was edited"
        return
      fi
      ;;
  esac
  rm -f -- "$destdir$1" "$destdir$1.new"
  # Directories of our own, when that was the last in them.
  case $1 in
    /etc/*) remove_empty "$destdir${1%/*}" "$destdir/etc" ;;
    "$prefix"/lib/phoenix/*) remove_empty "$destdir${1%/*}" "$destdir$prefix/lib" ;;
    "$prefix"/share/phoenix/*) remove_empty "$destdir${1%/*}" "$destdir$prefix/share" ;;
    "$prefix"/share/doc/phoenix-hypervisor/*) remove_empty "$destdir${1%/*}" "$destdir$prefix/share/doc" ;;
  esac
}

# Notes the file of the tree at $2 and puts it at the path $1 of the host: aside and moved, so that a program
# that is running meanwhile keeps its file.
put() {
  mkdir -p -- "$destdir${1%/*}"
  # Left by an installation that was cut off, or put there by somebody: never written through.
  rm -rf -- "$destdir$1.new"
  if [ -L "$2" ]; then
    ln -s -- "$(readlink -- "$2")" "$destdir$1.new"
    printf 'link  %s\n' "$1" >&3
  else
    cp -- "$2" "$destdir$1.new"
    case $1 in
      # The schemas for editors moved with the prefix.
      /etc/*) sed "s|\"/usr/share/phoenix/|\"$prefix/share/phoenix/|" "$2" >"$destdir$1.new" ;;
    esac
    sum=$(sha256sum <"$destdir$1.new")
    printf '%s  %s\n' "${sum%% *}" "$1" >&3
  fi
  mv -fT -- "$destdir$1.new" "$destdir$1"
}

# Puts the file of the tree at ./$1 into its place, unless that is an edited configuration.
install_file() {
  case $1 in
    install.sh) path=$prefix/lib/phoenix/install.sh ;;
    etc/*)
      path=/$1
      if is_there "$path" && ! is_untouched "$path"; then
        say "kept $path, which was there"
        sed -n "s|^[^ ]*  $path\$|&|p" "$known" >&3
        return
      fi
      ;;
    *) path=$prefix/$1 ;;
  esac
  put "$path" "$1"
}

# Takes away what is known to be ours and the file $1, a list of paths, does not name.
take_away_others() {
  while read -r _ path; do
    grep -qxF -- "$path" "$1" || take_away "$path"
  done <"$known"
}

# Whether the Debian package is; one that was removed and has left its configuration is not.
is_package_installed() {
  # shellcheck disable=SC2016
  status=$(dpkg-query -W -f '${db:Status-Status}' phoenix-hypervisor 2>/dev/null) || return 1
  [ "$status" != config-files ] && [ "$status" != not-installed ]
}

check_host() {
  [ "$(uname -s) $(uname -m)" = 'Linux x86_64' ] ||
    refuse 69 "this is $(uname -s) on $(uname -m), and the programs are for Linux on x86_64" \
      'build Phoenix for that machine'
  [ -n "$destdir" ] && return
  [ "$(id -u)" = 0 ] || refuse 77 'this needs root' 'log in as root, or set DESTDIR'
  [ "$action" = uninstall ] || ! is_package_installed ||
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
  # What a cut installation had put here stays known, also when this one is cut as well.
  if [ -f "$manifest.new" ]; then
    cp -- "$known" "$manifest.known"
    mv -f -- "$manifest.known" "$manifest"
  fi
  find . \( -type f -o -type l \) -print | LC_ALL=C sort >"$list"
  while IFS= read -r file; do install_file "${file#./}"; done <"$list" 3>"$manifest.new"
  sed 's/^[^ ]*  //' "$manifest.new" >"$list"
  take_away_others "$list"
  mv -f -- "$manifest.new" "$manifest"
  say "installed $version below $prefix; what is declared lies in /etc/phoenix/etc"
  say "next: phoenix validate, then phoenix plan; $prefix/lib/phoenix/install.sh --uninstall takes it away again"
}

uninstall_tree() {
  [ -s "$known" ] || refuse 66 "there is no $prefix/lib/phoenix/installed" \
    'name the prefix that it was installed below with --prefix'
  take_away_others /dev/null
  rm -f -- "$manifest" "$manifest.new" "$manifest.known"
  remove_empty "$destdir$prefix/lib/phoenix" "$destdir$prefix/lib"
  remove_empty "$destdir/etc/phoenix/bin" "$destdir/etc"
  remove_empty "$destdir/etc/phoenix/etc" "$destdir/etc"
  say 'Phoenix is gone; what it has made of the host stays. What it has written down for itself goes with:'
  say '  rm -r /var/log/phoenix /var/lib/phoenix /var/cache/phoenix'
}

check_host
case $action in
  install) install_tree ;;
  uninstall) uninstall_tree ;;
esac
