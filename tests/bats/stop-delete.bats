#!/usr/bin/env bats
# start, stop, restart, delete: order, and what stands in the way.

load helpers
teardown() { drop_sandbox; }

@test "delete refuses while clones or dependants exist, names them, and changes nothing" {
  sandbox
  phoenix create 950
  clear_log
  run phoenix delete 900 --yes
  assert_failure 1
  assert_output --partial 901
  assert_output --partial 953
  run phoenix delete 953 --yes
  assert_failure 1
  assert_output --partial 950
  assert_equal "$(log_of changes)" ''
  assert_equal "$(guests_on_host)" '900 901 920 950 953'
}

@test "delete of a whole chain goes from the dependants to what they stand on" {
  sandbox
  phoenix create 950
  clear_log
  run phoenix delete 900 901 920 950 953 --yes
  assert_success
  assert_equal "$(log_of changes | grep -oE '^pct destroy [0-9]+' | cut -d' ' -f3 | xargs | cut -d' ' -f1)" 950
  assert_equal "$(guests_on_host)" ''
  assert_equal "$(volumes_on_host)" ''
  assert [ ! -e "$HOST/etc/pve/firewall/950.fw" ]
  run phoenix delete 950 --yes
  assert_success
}

@test "delete without a terminal and without --yes says what to type" {
  sandbox
  phoenix create 953
  run phoenix delete 953
  assert_failure 64
  assert_output --partial 'phoenix delete 953 --yes'
  run lxc_manager delete 953
  assert_failure 64
  assert_output --partial '--yes'
  assert_equal "$(guests_on_host)" '900 953'
}

@test "a protected guest is not deleted" {
  sandbox
  phoenix create 953
  on_host pct set 953 --protection 1
  run phoenix delete 953 --yes
  assert_failure
  assert_output --partial 'pct set 953 --protection 0'
  assert_equal "$(guests_on_host)" '900 953'
}

@test "delete works in every state: running, stopped, locked, absent" {
  sandbox
  phoenix create 953
  on_host pct stop 953
  sed -i '1i lock: backup' "$HOST/etc/pve/lxc/953.conf"
  run phoenix delete 953 --yes
  assert_success
  assert_equal "$(guests_on_host)" '900'
}

@test "stop leaves what others need, and is no error twice" {
  sandbox
  phoenix create 950
  run phoenix stop 950
  assert_success
  assert_equal "$(phoenix status --json 950 953 | json 'value.guests.map(({ id, running }) => [id, running])')" '[[950,false],[953,true]]'
  run phoenix stop 950
  assert_success
  run phoenix start 950
  assert_success
  run phoenix stop 953
  assert_failure 1
  assert_output --partial 950
  assert_equal "$(phoenix status --json 953 | json 'value.guests[0].running')" true
}

@test "stop and start of several go in order, and clone sources are not touched" {
  sandbox
  phoenix create 950
  clear_log
  phoenix stop 953 950
  assert_equal "$(log_of changes | grep -oE 'shutdown [0-9]+' | xargs)" 'shutdown 950 shutdown 953'
  clear_log
  phoenix start 950
  assert_equal "$(log_of changes | grep -oE 'pct start [0-9]+' | xargs)" 'pct start 953 pct start 950'
}

@test "start of what does not exist says how to make it" {
  sandbox
  run phoenix start 953
  assert_failure
  assert_output --partial 'phoenix create 953'
}

@test "start all leaves templates alone, and one that is named is started" {
  sandbox
  phoenix create 953
  phoenix stop 953
  clear_log
  run phoenix start 900:953
  assert_failure
  run phoenix start '900:953,-901,-902,-920,-950,-952'
  assert_success
  assert_equal "$(log_of changes | grep -oE 'pct start [0-9]+' | xargs)" 'pct start 953'
  phoenix start 900
  assert_equal "$(phoenix status 900 --json | json 'value.guests[0].running')" true
}

# A live job of that type, with that id in its UPID: job TYPE [ID]
job() {
  sleep 60 3>&- &
  local start
  start=$(cut -d' ' -f22 "/proc/$!/stat")
  mkdir -p "$HOST/var/log/pve/tasks"
  printf 'UPID:pve:%08X:%08X:%08X:%s:%s:root@pam:\n' "$!" "$start" 1700000000 "$1" "${2:-}" \
    >>"$HOST/var/log/pve/tasks/active"
}

@test "a guest that a job without its id may be at work on is not deleted" {
  sandbox
  phoenix create 953
  sed -i '1i lock: backup' "$HOST/etc/pve/lxc/953.conf"
  job vzdump
  run phoenix delete 953 --yes
  assert_failure 75
  assert_output --partial '953 is locked (backup) by a Proxmox job: vzdump, pid'
  kill %1
  wait %1 || true
  run phoenix delete 953 --yes
  assert_success
}
