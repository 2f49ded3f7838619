#!/usr/bin/env bats
# What a second command may not call done because of how a guest looks: one that runs and was never
# found ready and healthy, one that somebody else is at work on, one that cannot become a template.

load helpers

LAB=$ROOT/tests/fixtures/lab-vm

setup_file() {
  MADE=$BATS_FILE_TMPDIR/made
  export MADE
  HOST=$MADE
  "$DIST/pve-sandbox" init "$HOST" --configs "$LAB/etc"
  phoenix create 3001
}
teardown_file() { "$DIST/pve-sandbox" destroy "$MADE"; }
setup() {
  HOST=$BATS_TEST_TMPDIR/host
  cp -a "$MADE" "$HOST"
  clear_log
}
teardown() { drop_sandbox; }

declare_vm() {
  edit_config phoenix_vm_configs.json "for (const vm of config.vms) if (vm.vmid === $1) { $2 }"
}
declare_container() { edit_config phoenix_lxc_configs.json "const guest = config.lxc_configs['$1']; $2"; }
machine() { "$DIST/pve-sandbox" machine "$HOST" --id 3001 "$@"; }
starts_of() { log_of changes | grep -c -E "^(pct|qm) start $1\$"; }
provisioned() { phoenix status "$1" --json | json 'value.guests[0].provisioned'; }
marks() { find "$HOST/var/log/phoenix/making" "$HOST/run/phoenix" -type f -printf '%f\n' 2>/dev/null; }

# The same again: every command fails as the first did, and nothing stands on what is not up.
stays_down() {
  local id=$1 dependant=$2 command
  for command in "create $dependant" "create $dependant" "create $id" "start $id"; do
    # shellcheck disable=SC2086
    run phoenix $command
    assert_failure 1
    assert_line --regexp "^✖ $id "
  done
  [ ! -e "$HOST/etc/pve/lxc/$dependant.conf" ]
  assert_equal "$(starts_of "$id")" 1
  assert_equal "$(provisioned "$id")" false
  run phoenix plan "$dependant" --detailed-exitcode
  assert_failure 2
}

# Once it answers, the next command goes on, and then there is nothing to do.
comes_up() {
  local id=$1 dependant=$2
  run phoenix create "$dependant"
  assert_success
  assert_equal "$(starts_of "$id")" 1
  assert_equal "$(marks)" ''
  clear_log
  run phoenix create "$dependant"
  assert_success
  run phoenix start "$id"
  assert_success
  assert_equal "$(log_of changes)" ''
}

@test "a VM whose agent never answered is not up for the second command either" {
  phoenix stop 3001
  declare_vm 3001 'vm.timeouts = { ready: 3 }'
  machine --silent-agent
  stays_down 3001 301
  machine --clear
  comes_up 3001 301
}

@test "nor is a VM whose health check failed" {
  phoenix stop 3001
  declare_vm 3001 'vm.health_check = { command: ["test", "-e", "/opt/well"], retries: 1, interval: 0 }'
  stays_down 3001 301
  on_host "$DIST/bin/managers/vm-manager" exec 3001 -- sh -c 'mkdir -p /opt; touch /opt/well'
  comes_up 3001 301
}

@test "nor is a container whose health check failed" {
  phoenix stop 3001 300
  declare_container 300 'guest.health_check = { command: ["test", "-e", "/opt/well"], retries: 1, interval: 0 }'
  declare_container 302 'guest.dependencies = ["300"]'
  stays_down 300 302
  on_host pct exec 300 -- sh -c 'mkdir -p /opt; touch /opt/well'
  comes_up 300 302
}

@test "one that was stopped by hand meanwhile is started; one that was restarted is looked at once" {
  phoenix stop 3001
  declare_vm 3001 'vm.timeouts = { ready: 3 }'
  machine --silent-agent
  run phoenix start 3001
  assert_failure 1
  on_host qm stop 3001
  run phoenix create 301
  assert_failure 1
  assert_equal "$(starts_of 3001)" 2
  machine --clear
  on_host qm stop 3001
  on_host qm start 3001
  clear_log
  phoenix create 301
  assert_equal "$(starts_of 3001)" 0
  assert_equal "$(marks)" ''
}

@test "a VM or container with snapshots that is declared a template is not touched" {
  phoenix create 302
  on_host qm snapshot 3001 mine
  on_host pct snapshot 302 mine
  declare_vm 3001 'vm.is_template = true'
  declare_container 301 'guest.dependencies = []'
  declare_container 302 'guest.is_template = true'
  clear_log
  for id in 3001 302; do
    for _ in first again; do
      run phoenix create "$id"
      assert_failure 1
      assert_line --regexp "^error: cannot convert $id to a template, Proxmox would refuse: it has snapshots \\(.*mine"
      assert_line --regexp "^hint: .*; else take is_template out of $id$"
      assert_equal "$(log_of changes)" ''
    done
    # The hint is what has to be typed.
    on_host sh -c "$(sed -n 's/^hint: .* type \(.*\); else.*/\1/p' <<<"$output")"
    run phoenix create "$id"
    assert_success
    clear_log
    phoenix create "$id"
    assert_equal "$(log_of changes)" ''
  done
}

# Somebody is at a command that takes some seconds: at_work 'COMMAND WORDS' PROGRAM WORD...
at_work() {
  local slow=$1 program=$2
  shift 2
  echo "{\"timeScale\":0.01,\"latencies\":{\"$slow\":300}}" >"$HOST/var/lib/pve-sandbox/settings.json"
  on_host "$DIST/bin/$program" "$@" >/dev/null 2>&1 3>&- &
  PID=$!
  until grep -q -F "\"${slow#* }\"" "$HOST"/run/phoenix/command-*.json 2>/dev/null; do sleep 0.05; done
}

@test "what is being deleted is busy and not unchanged, and made again by who waits" {
  at_work 'qm destroy' phoenix delete 3001 --yes
  run phoenix create 3001
  assert_failure 75
  assert_output --partial 'delete 3001'
  run phoenix create 3001 --wait 1m
  assert_success
  wait "$PID"
  assert_equal "$(phoenix status 3001 --json | json 'value.guests[0].running')" true
}

@test "what is being made is busy and not gone, started by who waits, deleted only when asked" {
  phoenix delete 3001 --yes
  at_work 'qm clone' phoenix create 3001
  run phoenix delete 3001 --yes
  assert_failure 75
  run phoenix delete 3001
  assert_failure 64
  run phoenix start 3001 --wait 1m
  assert_success
  wait "$PID"
  phoenix delete 3001 --yes
  [ ! -e "$HOST/etc/pve/qemu-server/3001.conf" ]
}

@test "what a killed run had at work is cleared away by the next one that has nothing else to do" {
  phoenix delete 3001 --yes
  phoenix delete 3000 --yes
  at_work 'qm template' managers/vm-manager create 3000
  kill -KILL "$(json value.pid <"$HOST/run/lock/phoenix/vm-3000.lock")"
  wait "$PID" || true
  until grep -q '^template: 1' "$HOST/etc/pve/qemu-server/3000.conf"; do sleep 0.1; done
  run phoenix create 3000
  assert_success
  assert_equal "$(marks)" ''
  assert_equal "$(provisioned 3000)" true
}
