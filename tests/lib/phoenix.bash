# Where the scripts below tests/ find the programs, and how they show results. To be sourced.

TESTS=$(cd "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)

warn() { printf 'warning: %s\n' "$*" >&2; }

# die MESSAGE...: ends with 1, as the runners always did for whatever keeps them from running.
die() {
  printf 'error: %s\n' "$@" >&2
  exit 1
}

# Sets PHOENIX_BIN: what it is already, or phoenix above bin/tests, or the one on PATH.
find_phoenix() {
  [[ -n ${PHOENIX_BIN:-} ]] || PHOENIX_BIN=$TESTS/../phoenix
  [[ -f $PHOENIX_BIN && -x $PHOENIX_BIN ]] || PHOENIX_BIN=$(type -P phoenix)
  [[ -n $PHOENIX_BIN ]] || die 'cannot find phoenix: it is neither in bin nor on PATH' \
    'name the phoenix to test with in PHOENIX_BIN'
  export PHOENIX_BIN
}

# Sets HYPERVISOR_MANAGER to the one that PHOENIX_BIN would run.
find_hypervisor_manager() {
  HYPERVISOR_MANAGER=${PHOENIX_MANAGERS_DIR:-$(dirname -- "$(readlink -f -- "$PHOENIX_BIN")")/managers}
  HYPERVISOR_MANAGER+=/hypervisor-manager
  [[ -x $HYPERVISOR_MANAGER ]] || HYPERVISOR_MANAGER=$(type -P hypervisor-manager)
  [[ -n $HYPERVISOR_MANAGER ]] || die 'cannot find hypervisor-manager beside phoenix'
}

# Reads results in the Test Anything Protocol and shows each as `  [ PASS ] NAME` or `  [ FAIL ] NAME`,
# with what it printed below it. Fails when one failed.
show_tap() {
  local line word failed=0
  while IFS= read -r line; do
    case $line in
      'ok '* | 'not ok '*)
        word=PASS
        [[ $line == ok* ]] || word=FAIL failed=1
        # `not ok 2 - 950:smoke NAME`: the name, without number, guest and suite.
        line=${line#*" - "}
        printf '  [ %s ] %s\n' "$word" "${line#*:* }"
        ;;
      '# '*) printf '      %s\n' "${line#'# '}" ;;
    esac
  done
  return "$failed"
}
