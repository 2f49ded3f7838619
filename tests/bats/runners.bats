#!/usr/bin/env bats
# The runners and suites below tests/, which are installed as bin/tests, against a sandbox host.

load helpers
teardown() { drop_sandbox; }

# A command with the host as its machine and the built phoenix; hypervisor-manager answers `test` as told
# by the file host-tests (TAP, last line: exit status) and is the built one for everything else.
on_tested_host() {
  local managers=$HOST/opt/managers
  mkdir -p "$managers"
  ln -sf "$DIST"/bin/managers/{lxc,vm}-manager "$managers/"
  [ -e "$HOST/opt/host-tests" ] || printf 'TAP version 13\n1..1\nok 1 - host:system it runs\n0\n' >"$HOST/opt/host-tests"
  cat >"$managers/hypervisor-manager" <<EOF
#!/bin/sh
[ "\$1" = test ] || exec "$DIST/bin/managers/hypervisor-manager" "\$@"
sed '\$d' /opt/host-tests
exit "\$(sed -n '\$p' /opt/host-tests)"
EOF
  chmod +x "$managers/hypervisor-manager"
  on_host env PHOENIX_MANAGERS_DIR=/opt/managers PHOENIX_BIN="$DIST/bin/phoenix" "$@"
}

# The tests of this clone, copied, so that scripts can be added: copied_tests AREA...
copied_tests() {
  mkdir -p "$HOST/opt/tests"
  cp -R "$ROOT"/tests/*.sh "$ROOT/tests/lib" "$HOST/opt/tests/"
  local area
  for area in "$@"; do mkdir -p "$HOST/opt/tests/$area"; done
}

script() { printf '#!/bin/sh\n%s\n' "$2" >"$HOST/opt/tests/$1"; }

@test "test_runner: each test with its result, output below those that fail, exit 1" {
  sandbox
  phoenix create 950
  run --separate-stderr on_tested_host "$ROOT/tests/test_runner.sh" 950 health
  assert_failure 1
  assert_line '  [ PASS ] it passes'
  assert_line '  [ FAIL ] it fails'
  assert_line --partial 'this test fails'
  [ "$(grep -cE '^  \[ (PASS|FAIL) \] ' <<<"$output")" = 2 ]
  [[ ${lines[1]} == '  [ FAIL ] it fails' && ${lines[2]} == '      '* ]]
}

@test "test_runner: exit 0 when all pass; a stopped guest is started first" {
  sandbox
  edit_config phoenix_lxc_configs.json 'config.lxc_configs["950"].tests.health.pop()'
  phoenix create 950
  phoenix stop 950
  run --separate-stderr on_tested_host "$ROOT/tests/test_runner.sh" 950 health
  assert_success
  assert_output '  [ PASS ] it passes'
  [[ $stderr == *'950 does not run'* ]]
  assert_equal "$(phoenix status 950 --json | json 'value.guests[0].running')" true
}

@test "test_runner: VMs as well, and names with any letters" {
  sandbox
  edit_config phoenix_vm_configs.json '
    config.vms[1].dependencies = [];
    config.vms[1].tests = { smoke: [{ name: "a: b - c # d", type: "script", path: "health/fail.sh" }] };'
  phoenix create 8001
  run --separate-stderr on_tested_host "$ROOT/tests/test_runner.sh" 8001 smoke
  assert_failure 1
  assert_line --regexp '^  \[ FAIL \] a: b - c '
  assert_line --partial 'this test fails'
}

@test "test_runner: a suite that is not declared is a warning; an unknown guest and misuse are errors" {
  sandbox
  run --separate-stderr on_tested_host "$ROOT/tests/test_runner.sh" 950 nosuch
  assert_success
  assert_output ''
  [[ $stderr == *'no tests are declared for 950 in nosuch'* ]]
  run on_tested_host "$ROOT/tests/test_runner.sh" 999 health
  assert_failure 1
  for words in '' 950 'proxy health' '950 health more' '950 9a' '950 a:b'; do
    # shellcheck disable=SC2086
    run on_tested_host "$ROOT/tests/test_runner.sh" $words
    assert_failure 1
    assert_output --partial 'usage: test_runner.sh'
  done
}

# The example lab's own phoenix, for scripts that look for it on PATH.
on_example() { on_host env PHOENIX_BIN="$DIST/bin/phoenix" "$@"; }

@test "the example lab: a suite of 902 passes, and fails with what it printed" {
  sandbox "$ROOT/examples/etc"
  phoenix create 902
  run --separate-stderr on_example "$ROOT/tests/test_runner.sh" 902 health_checks
  assert_success
  assert_output '  [ PASS ] The way out is the gateway'
  printf '#!/bin/sh\necho "no way out"\nexit 1\n' >"$HOST/$BASE/bin/tests/lab/check_route.sh"
  run --separate-stderr on_example "$ROOT/tests/test_runner.sh" 902 health_checks
  assert_failure 1
  assert_line '  [ FAIL ] The way out is the gateway'
  assert_line --regexp '^      .*no way out'
  run on_example "$ROOT/tests/run_all_suites.sh" 902:health_checks
  assert_failure 1
  assert_line --regexp '^[0-9] suites passed, [0-9] failed, 0 skipped$'
}

@test "the example lab: suites of the host run by their names, the health check by either spelling" {
  sandbox "$ROOT/examples/etc"
  run --separate-stderr on_host "$DIST/bin/phoenix" test host:lxc_manager_tests
  assert_success
  assert_line 'ok 1 - host:lxc_manager_tests What a container needs comes first'
  local name
  for name in hypervisor_health_check hypervisor_health_.check; do
    edit_config phoenix_hypervisor_config.json "
      config.tests = { '$name': [{ name: 'pools', type: 'script', path: 'lab/host_pools.sh' }] }"
    run --separate-stderr on_host "$DIST/bin/phoenix" test "host:$name"
    assert_success
    assert_line "ok 1 - host:$name pools"
  done
  echo 'exit 3' >"$HOST/$BASE/bin/tests/lab/host_pools.sh"
  run --separate-stderr on_host "$DIST/bin/phoenix" test host
  assert_failure 1
  assert_line 'not ok 1 - host:hypervisor_health_.check pools'
}

@test "hypervisor_test_runner: every script and the declared tests, exit 0 when all pass" {
  sandbox
  run --separate-stderr on_tested_host "$ROOT/tests/hypervisor_test_runner.sh"
  assert_success
  assert_line -- '--- Executing test: setup_dry_run.sh ---'
  assert_line -- '--- Test PASSED: setup_dry_run.sh ---'
  assert_line '  [ PASS ] it runs'
  assert_line -- '--- Test PASSED: declared tests of the host ---'
  run on_tested_host "$ROOT/tests/hypervisor_test_runner.sh" 950
  assert_failure 1
}

@test "hypervisor_test_runner: one that fails fails it, after all have run" {
  sandbox
  copied_tests hypervisor
  script hypervisor/a_bad.sh 'echo "no pool"; exit 3'
  script hypervisor/b_good.sh 'true'
  run --separate-stderr on_tested_host /opt/tests/hypervisor_test_runner.sh
  assert_failure 1
  assert_line 'no pool'
  assert_line -- '--- Test FAILED: a_bad.sh ---'
  assert_line -- '--- Test PASSED: b_good.sh ---'
  [[ $stderr == *'One or more hypervisor tests failed'* ]]
}

@test "hypervisor_test_runner: a declared test that fails fails it, and so does a manager that does not answer" {
  sandbox
  copied_tests hypervisor
  mkdir -p "$HOST/opt"
  printf 'TAP version 13\n1..1\nnot ok 1 - host:system pools\n# degraded\n1\n' >"$HOST/opt/host-tests"
  run --separate-stderr on_tested_host /opt/tests/hypervisor_test_runner.sh
  assert_failure 1
  assert_line '  [ FAIL ] pools'
  assert_line '      degraded'
  assert_line -- '--- Test FAILED: declared tests of the host ---'
  for told in 'not ok 1 - host:system pools\n0' '64'; do
    # shellcheck disable=SC2059
    printf "$told\n" >"$HOST/opt/host-tests"
    run on_tested_host /opt/tests/hypervisor_test_runner.sh
    assert_failure 1
  done
}

@test "run_all_suites: every suite passes here, and leaves nothing behind" {
  sandbox
  run --separate-stderr on_tested_host "$ROOT/tests/run_all_suites.sh"
  assert_success
  for name in setup_dry_run dependency_resolution execution_order crud routing mixed_list; do
    assert_line -- "--- Test PASSED: $name.sh ---"
  done
  assert_line '7 suites passed, 0 failed, 0 skipped'
  refute_output --partial FAIL
  assert_equal "$(guests_on_host)" ''
  assert_equal "$(find "$HOST/etc/pve/qemu-server" "$HOST/tmp" -mindepth 1 -name '*.conf' -o -name 'tmp.*')" ''
}

@test "run_all_suites: one script that fails makes it fail, in whatever area, after all have run" {
  sandbox
  for area in hypervisor lxc vm; do
    copied_tests hypervisor lxc vm
    script lxc/good.sh true
    script "$area/bad.sh" 'exit 1'
    script vm/last.sh 'echo last'
    run --separate-stderr on_tested_host /opt/tests/run_all_suites.sh
    assert_failure 1
    assert_line -- '--- Test FAILED: bad.sh ---'
    assert_line last
    assert_line --regexp '^[0-9] suites passed, 1 failed, 0 skipped$'
    rm -r "$HOST/opt/tests"
  done
}

@test "run_all_suites: suites of guests by name; without any suite it is no success" {
  sandbox
  phoenix create 950
  copied_tests hypervisor lxc
  script lxc/good.sh true
  run --separate-stderr on_tested_host /opt/tests/run_all_suites.sh 950:health
  assert_failure 1
  assert_line '  [ FAIL ] it fails'
  assert_line '2 suites passed, 1 failed, 0 skipped'
  rm "$HOST/opt/tests/lxc/good.sh"
  run on_tested_host /opt/tests/run_all_suites.sh
  assert_failure 1
  assert_output --partial 'there are no suites'
}

@test "suites that make guests are skipped on a host that is no sandbox, and refuse ids that are taken" {
  sandbox
  copied_tests lxc
  cp "$ROOT/tests/lxc/crud.sh" "$HOST/opt/tests/lxc/"
  sed -i 's#/var/lib/pve-sandbox/sandbox.json#/nonexistent#' "$HOST/opt/tests/lib/suite.bash"
  run on_tested_host bash /opt/tests/lxc/crud.sh
  assert_failure 77
  assert_equal "$(log_of changes)" ''
  printf 'hostname: somebody\n' >"$HOST/etc/pve/lxc/9999.conf"
  run on_tested_host env PHOENIX_TEST_CHANGES=yes bash /opt/tests/lxc/crud.sh
  assert_failure 1
  assert_output --partial '9999 exists on this host'
  assert [ -e "$HOST/etc/pve/lxc/9999.conf" ]
  assert_equal "$(log_of changes)" ''
}

@test "a check that fails makes a suite fail, and so does a suite without checks" {
  sandbox
  copied_tests lxc
  script lxc/wrong.sh '. /opt/tests/lib/suite.bash
equal one 1 2
ends two 0 false
contains three x y
finish'
  run on_tested_host bash /opt/tests/lxc/wrong.sh
  assert_failure 1
  assert_line '  [ FAIL ] one'
  assert_line '  [ FAIL ] two'
  assert_line '  [ FAIL ] three'
  assert_line '  0 of 3 passed'
  script lxc/empty.sh '. /opt/tests/lib/suite.bash
finish'
  run on_tested_host bash /opt/tests/lxc/empty.sh
  assert_failure 1
}

@test "the old orchestrator's command line, against a host" {
  sandbox
  run on_host env PHOENIX_BIN="$DIST/bin/phoenix" "$ROOT/scripts/compat/phoenix_orchestrator.sh" 953
  assert_success
  assert_output --partial 'type instead: phoenix create 953'
  assert_equal "$(guests_on_host)" '900 953'
  run on_host env PHOENIX_BIN="$DIST/bin/phoenix" "$ROOT/scripts/compat/phoenix_orchestrator.sh" 953 999
  assert_failure 1
  run on_host env PHOENIX_BIN="$DIST/bin/phoenix" "$ROOT/scripts/compat/phoenix_orchestrator.sh" --delete 953
  assert_failure 2
  assert_output --partial 'phoenix delete 953 --yes'
  run on_host env PHOENIX_BIN="$DIST/bin/phoenix" "$ROOT/scripts/compat/phoenix_orchestrator.sh" --create-vm vm-template
  assert_success
  run on_host env PHOENIX_BIN="$DIST/bin/phoenix" "$ROOT/scripts/compat/phoenix_orchestrator.sh" --provision-template
  assert_success
  assert_output --partial 'unchanged'
}

# The commands that the guide shows, of its section of that name: commands_of SECTION
commands_of() {
  sed -n "/^## $1/,/^## /p" "$ROOT/docs/migration.md" | sed -n -E 's/^ {4,}((cp|mkdir|rm) .*)/\1/p'
}

@test "installed as the guide says, the old names and the runners work; and the way back leads back" {
  sandbox
  mkdir -p "$HOST/$BASE/bin/managers" "$HOST/root"
  echo old | tee "$HOST/$BASE/bin/phoenix_orchestrator.sh" "$HOST/$BASE/bin/phoenix" >"$HOST/$BASE/bin/phoenix-cli"
  cp -a "$HOST/$BASE" "$HOST/root/phoenix_hypervisor.before"
  rm "$HOST/$BASE/bin/phoenix"
  ln -s "$DIST/bin/phoenix" "$HOST/$BASE/bin/phoenix"
  ln -s "$DIST"/bin/managers/* "$HOST/$BASE/bin/managers/"
  cd "$ROOT"
  on_host bash -euc "$(commands_of 'In an hour')"
  run on_host "/$BASE/bin/phoenix_orchestrator.sh" 953
  assert_success
  run on_host "/$BASE/bin/phoenix-cli" stop 953
  assert_success
  run on_host "/$BASE/bin/managers/lxc-manager.sh" delete 953
  assert_success
  assert_equal "$(guests_on_host)" 900
  run --separate-stderr on_host bash "/$BASE/bin/tests/vm/routing.sh"
  assert_success
  run on_host "/$BASE/bin/tests/test_runner.sh" 950 nosuch
  assert_success
  on_host bash -euc "$(commands_of 'The way back')"
  assert_equal "$(cat "$HOST/$BASE/bin/phoenix" "$HOST/$BASE/bin/phoenix-cli" "$HOST/$BASE/bin/phoenix_orchestrator.sh")" $'old\nold\nold'
}

@test "smoke-test: what is declared for it is asked; nothing declared is no success" {
  sandbox
  phoenix create 952
  edit_config phoenix_lxc_configs.json 'delete config.lxc_configs["950"].tests;
    config.lxc_configs["953"].tests = { smoke: [{ name: "lives", type: "script", path: "health/pass.sh" }] }'
  run --separate-stderr phoenix smoke-test
  assert_success
  assert_line --partial 'ok 1 - 952:health'
  assert_line --partial 'ok 2 - 953:smoke lives'
  phoenix stop 952
  run --separate-stderr phoenix smoke-test
  assert_failure 1
  edit_config phoenix_lxc_configs.json 'delete config.lxc_configs["953"].tests; delete config.lxc_configs["952"].health_check'
  run phoenix smoke-test
  assert_failure 66
  assert_output --partial 'nothing was tested'
}
