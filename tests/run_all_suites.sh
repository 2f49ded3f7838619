#!/usr/bin/env bash
# run_all_suites.sh [ID:SUITE...]: the suites of the host, of containers and of VMs, and suites that are
# declared for guests. Exit 1 when one failed. What would change a host that is no sandbox is skipped
# unless PHOENIX_TEST_CHANGES=yes.

# shellcheck source=lib/phoenix.bash
. "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/lib/phoenix.bash"
# shellcheck source=lib/run-scripts.bash
. "$TESTS/lib/run-scripts.bash"

find_phoenix
shopt -s nullglob
suites=("$TESTS"/lxc/*.sh "$TESTS"/vm/*.sh)
[[ ${#suites[@]} -gt 0 ]] || die "there are no suites in $TESTS/lxc nor in $TESTS/vm"

echo '=== hypervisor ==='
run_scripts "$TESTS/hypervisor_test_runner.sh"
echo '=== containers and VMs ==='
run_scripts "${suites[@]}"

for word in "$@"; do
  echo "=== $word ==="
  if "$BASH" "$TESTS/test_runner.sh" "${word%%:*}" "${word#*:}"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
  fi
done

echo "$passed suites passed, $failed failed, $skipped skipped"
[[ $failed -eq 0 ]]
