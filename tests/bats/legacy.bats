#!/usr/bin/env bats
# Defects of the bash original that only a whole run can show to be gone; numbers as in
# docs/legacy-defects.md.

load helpers
teardown() { drop_sandbox; }

@test "48: base_setup asks for packages as packages, and installs none that is there" {
  sandbox
  phoenix create 953
  on_host pct exec 953 -- rm -r /var/lib/phoenix
  clear_log
  phoenix create 953
  run "$DIST/pve-sandbox" log "$HOST" --guest
  assert_output --partial 'pct exec 953 -- sh -s -- feature.base_setup'
  refute_output --partial 'apt-get -q -y'
}

@test "49: a failing application script leaves none of its files in the guest" {
  sandbox
  printf '#!/bin/sh\necho "no luck"\nexit 3\n' >"$HOST/$BASE/bin/app_proxy.sh"
  run phoenix create 953
  assert_failure 1
  assert_output --partial 'no luck'
  assert_output --partial 'exited 3'
  run on_host pct exec 953 -- ls /tmp
  refute_output --partial phoenix_run
}

@test "53: a failure is a failure: exit 1, and later steps of that guest are not run" {
  sandbox
  fault --match '^pct set 953' --fail 'unable to open file' --exit 2
  run phoenix create 953
  assert_failure 1
  refute_line --partial 'pct start 953'
  run log_of changes
  refute_line --partial 'pct start 953'
}

@test "57: a guest that does not shut down in time fails, and --force of the manager stops it" {
  sandbox
  phoenix create 953
  fault --match '^pct shutdown 953 --timeout 60$' --fail 'command failed: received timeout'
  run phoenix stop 953
  assert_failure 1
  assert_output --partial '953'
  run lxc_manager stop 953 --force
  assert_success
}

@test "101: another base directory works, by flag and by environment" {
  sandbox
  mv "$HOST/$BASE" "$HOST/opt/site"
  run phoenix create 953 --base-dir /opt/site
  assert_success
  run on_host env PHOENIX_BASE_DIR=/opt/site "$DIST/bin/phoenix" plan 953 --detailed-exitcode
  assert_success
}

@test "102: a misspelt key is named with the one that was meant, and takes no other value" {
  sandbox
  edit_config phoenix_lxc_configs.json 'config.lxc_configs["953"].swap_mbb = config.lxc_configs["953"].swap_mb; delete config.lxc_configs["953"].swap_mb'
  run phoenix validate
  assert_success
  assert_output --partial swap_mbb
  assert_output --partial 'swap_mb'
  phoenix create 953
  assert_equal "$(sed -n 's/^swap: //p' "$HOST/etc/pve/lxc/953.conf")" 512
}

@test "104: secrets are in no log, and logs are for root alone" {
  sandbox
  edit_config phoenix_hypervisor_config.json 'config.users = { username: "admin", password_hash: "$6$verysecrethash", sudo_access: true }'
  phoenix create 953
  run grep -rl verysecrethash "$HOST/var/log" "$HOST/run"
  assert_output ''
  run log_of all
  refute_output --partial verysecrethash
  run find "$HOST/var/log/phoenix" -perm /077
  assert_output ''
}
