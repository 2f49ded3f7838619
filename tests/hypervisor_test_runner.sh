#!/usr/bin/env bash
# hypervisor_test_runner.sh: runs every script in tests/hypervisor, then the tests that are declared for
# the host. All of them run, also after one has failed. Exit 0 when all passed, 1 otherwise.

# shellcheck source=lib/phoenix.bash
. "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/lib/phoenix.bash"
# shellcheck source=lib/run-scripts.bash
. "$TESTS/lib/run-scripts.bash"

[[ $# -eq 0 ]] || die "${0##*/} takes no arguments"
find_phoenix
find_hypervisor_manager

shopt -s nullglob
run_scripts "$TESTS"/hypervisor/*.sh

echo '--- Executing test: declared tests of the host ---'
results=$("$HYPERVISOR_MANAGER" test)
status=$?
if show_tap <<<"$results" && [[ $status -eq 0 ]]; then
  echo '--- Test PASSED: declared tests of the host ---'
else
  echo '--- Test FAILED: declared tests of the host ---'
  failed=$((failed + 1))
fi

[[ $failed -eq 0 ]] || die 'One or more hypervisor tests failed'
