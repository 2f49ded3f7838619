#!/usr/bin/env bash
# test_runner.sh ID SUITE: runs one declared suite of a guest, which is started when it does not run.
# Prints `  [ PASS ] NAME` or `  [ FAIL ] NAME` for each test, below it what a failed one printed. Exit 0
# when all passed, also when there is none of that name (with a warning), and 1 otherwise.

# shellcheck source=lib/phoenix.bash
. "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/lib/phoenix.bash"

[[ $# -eq 2 && -n $1 && $1 != *[!0-9]* && $2 == [A-Za-z_]* && $2 != *[!A-Za-z0-9_.-]* ]] ||
  die "usage: ${0##*/} ID SUITE, such as 950 health_checks"
id=$1
suite=$2
find_phoenix

state=$("$PHOENIX_BIN" status "$id" --json) || die "cannot test $id: phoenix status failed"
if ! "$PHOENIX_BIN" test "$id:$suite" --dry-run >/dev/null 2>&1; then
  warn "no tests are declared for $id in $suite"
  exit 0
fi
if [[ $state != *'"running":true'* ]]; then
  warn "$id does not run; it is started"
  "$PHOENIX_BIN" start "$id" --quiet >/dev/null || die "cannot start $id"
fi

results=$("$PHOENIX_BIN" test "$id:$suite")
status=$?
show_tap <<<"$results" || exit 1
[[ $status -eq 0 ]] || die "the tests of $id ended with $status"
