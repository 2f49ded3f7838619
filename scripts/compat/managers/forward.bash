# What the wrappers in this directory have in common; they are to be copied together.

# Whether a path is a program, and none of these wrappers again.
is_other() { [[ -f $1 && -x $1 && $(readlink -f -- "$1") != *-manager.sh ]]; }

# forward MANAGER ARGUMENT...: becomes the manager of that name, after a word about the new command line.
forward() {
  local manager=$1 command program
  # Either made the old managers look only.
  [[ ${DRY_RUN:-} != true && ${PHOENIX_DRY_RUN:-} != true ]] || set -- "$@" --dry-run
  command=$(printf ' %q' "$@")
  if [[ ${PHOENIX_COMPAT:-on} == off ]]; then
    printf 'error: %s.sh is switched off here (PHOENIX_COMPAT=off)\nhint: type%s\n' "$manager" "$command" >&2
    exit 64
  fi
  program=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/$manager
  [[ -z ${PHOENIX_MANAGERS_DIR:-} ]] || program=$PHOENIX_MANAGERS_DIR/$manager
  is_other "$program" || program=$(type -P "$manager")
  is_other "$program" || program=
  if [[ -z $program ]]; then
    printf 'error: cannot find %s\nhint: it belongs beside this file, or on PATH\n' "$manager" >&2
    exit 69
  fi
  printf 'warning: %s.sh is deprecated and goes away after 2027-06-30; type instead:%s\n' \
    "$manager" "$command" >&2
  exec "$program" "${@:2}"
}
