#!/usr/bin/env bats
# Results of tests as JUnit XML, of phoenix and of each manager.

load helpers
teardown() { drop_sandbox; }

manager() { on_host "$DIST/bin/managers/$1" "${@:2}"; }
# What a file of results counts, and the names of its suites.
told() { sed -n -E 's/^<testsuites name="phoenix" (.*)>$/\1/p; s/^  <testsuite name="([^"]*)".*/\1/p' "$HOST/tmp/$1" | tr -d '"' | xargs; }

@test "each manager writes the file, beside the usual result, and so does phoenix" {
  sandbox
  edit_config phoenix_vm_configs.json '
    config.vms[1].dependencies = [];
    config.vms[1].tests = { smoke: [{ name: "it passes", type: "script", path: "health/well.sh" }] };'
  edit_config phoenix_hypervisor_config.json '
    config.tests = { system: [{ name: "it passes too", type: "script", path: "health/well.sh" }] };'
  echo true >"$HOST/$BASE/bin/tests/health/well.sh"
  phoenix create 950 8001
  run --separate-stderr manager lxc-manager test 950 --suite health --junit /tmp/lxc.xml
  assert_failure 1
  assert_line --partial 'not ok 2 - 950:health it fails'
  assert_equal "$(told lxc.xml)" 'tests=2 failures=1 950:health'
  run cat "$HOST/tmp/lxc.xml"
  assert_output --regexp '<failure message="[^"]+">this test fails'
  run --separate-stderr manager vm-manager test 8001 --json --junit /tmp/vm.xml
  assert_success
  assert_equal "$(json 'value.summary.passed' <<<"$output")" 1
  assert_equal "$(told vm.xml)" 'tests=1 failures=0 8001:smoke'
  run manager hypervisor-manager test --junit /tmp/host.xml
  assert_success
  assert_equal "$(told host.xml)" 'tests=1 failures=0 host:system'
  run phoenix test 950:health 8001 host --junit /tmp/all.xml
  assert_failure 1
  assert_equal "$(told all.xml)" 'tests=4 failures=1 host:system 950:health 8001:smoke'
}

@test "a file that cannot be written is refused before anything runs" {
  sandbox
  phoenix create 950
  clear_log
  local file command
  for file in /nowhere/results.xml /usr/results.xml /tmp; do
    for command in 'managers/lxc-manager test 950' 'managers/hypervisor-manager test' 'phoenix test 950'; do
      # shellcheck disable=SC2086
      run on_host "$DIST"/bin/$command --junit "$file"
      assert_failure 66
      assert_output --partial "cannot write $file: "
      assert_output --partial 'hint: name a file in a directory that you may write to'
    done
  done
  assert_equal "$(log_of all | grep -c '^pct exec')" 0
}

@test "a run that is killed leaves a file that tells of no success; a dry run leaves none" {
  sandbox
  edit_config phoenix_lxc_configs.json 'config.lxc_configs["950"].tests.health.pop()'
  phoenix create 950
  manager lxc-manager test 950 --dry-run --junit /tmp/dry.xml
  assert [ ! -e "$HOST/tmp/dry.xml" ]
  fault --match '^pct exec 950 ' --nth 1 --kill-caller
  run manager lxc-manager test 950 --junit /tmp/killed.xml
  assert_failure
  assert_equal "$(told killed.xml)" 'tests=1 failures=1 phoenix:test'
}
